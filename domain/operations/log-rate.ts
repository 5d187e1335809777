import type { LogRate } from '../../contracts/log-rate.ts';

/** How long the events of a full stream reach back at this rate, ms. */
export const lastsMs = ({ maxBytes, bytesPerSecond }: LogRate): number => (maxBytes / bytesPerSecond) * 1_000;

/** How long until the stream is full at this rate, ms, if it fills before it drops events by age. */
export const fullInMs = ({ bytes, maxBytes, bytesPerSecond }: LogRate): number =>
  (Math.max(0, maxBytes - bytes) / bytesPerSecond) * 1_000;

/** The stream that lasts shortest, of those that last less than their retention; undefined if all last. */
export function shortestLog(rates: readonly LogRate[]): LogRate | undefined {
  return rates
    .filter((rate) => rate.bytesPerSecond > 0 && lastsMs(rate) < rate.keptMs)
    .sort((a, b) => lastsMs(a) - lastsMs(b))[0];
}
