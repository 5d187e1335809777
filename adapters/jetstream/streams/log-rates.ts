import type { LogRate } from '../../../contracts/log-rate.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { sequenceAt } from '../connection/sequence-at.ts';
import { isClosed, listGenerations } from './list-generations.ts';
import type { StreamInfo } from './stream-info.ts';

/** The rate covers the last hour; a log younger than ten minutes has no rate yet. */
const COUNTED_MS = 3_600_000;
const LEAST_MS = 600_000;
const MS_NS = 1_000_000;

/**
 * How fast each partition of the open generation grew in the last hour: that hour's number of events times the mean event
 * size. Leaves out partitions without limits on size and age, and those that are too young. Throws LogUnavailable,
 * ApiRefusal.
 */
export async function readLogRates(link: NatsLink, now = Date.now()): Promise<LogRate[]> {
  const newest = (await listGenerations(link)).at(-1);
  if (!newest || isClosed(newest)) return [];
  const rates: LogRate[] = [];
  for (const info of newest.streams.values()) {
    const rate = await rateOf(link, info, now);
    if (rate) rates.push(rate);
  }
  return rates;
}

async function rateOf(
  link: NatsLink,
  { config, state }: StreamInfo,
  now: number,
): Promise<LogRate | undefined> {
  const maxBytes = Number(config.max_bytes ?? -1);
  const keptMs = Number(config.max_age ?? 0) / MS_NS;
  if (maxBytes <= 0 || keptMs <= 0 || state.messages === 0) return undefined;
  const countedMs = Math.min(COUNTED_MS, now - Date.parse(state.first_ts));
  if (countedMs < LEAST_MS) return undefined;
  const first = await sequenceAt(link, config.name, now - countedMs);
  const events = first === undefined ? 0 : Math.max(0, state.last_seq - first + 1);
  const bytesPerSecond = (events * (state.bytes / state.messages)) / (countedMs / 1_000);
  return { stream: config.name, bytes: state.bytes, maxBytes, keptMs, bytesPerSecond, countedMs };
}
