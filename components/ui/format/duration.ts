import { formatDuration } from '../../../contracts/words/duration.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** In one unit, for an axis: `40 ms`, `90 s`, `8.3 min`, `6 h`, `2.5 d`. */
export function formatDurationTick(ms: number): string {
  const [size, unit] = (
    [
      [2 * DAY, DAY, 'd'],
      [2 * HOUR, HOUR, 'h'],
      [2 * MINUTE, MINUTE, 'min'],
      [SECOND, SECOND, 's'],
    ] as const
  )
    .filter(([from]) => ms >= from)
    .map(([, size, unit]) => [size, unit] as const)[0] ?? [1, 'ms'];
  return `${Number((ms / size).toFixed(1))} ${unit}`;
}

/** How long a stage took: below a second with a plus sign, as an addition; from one second on it was a wait. */
export const formatTook = (ms: number): string =>
  ms < SECOND ? `+${formatDuration(ms)}` : formatDuration(ms);
