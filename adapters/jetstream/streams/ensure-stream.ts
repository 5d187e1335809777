import { apiRequest } from '../connection/api-request.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import type { StreamConfig } from './stream-configs.ts';
import { streamInfo } from './stream-info.ts';

/** A difference between a stream and the configuration, in words for people. */
export interface Drift {
  stream: string;
  field: string;
  actual: unknown;
  wanted: unknown;
}

/** The limits that may grow, because no message is lost by that. */
const widened: Record<string, (actual: number, wanted: number) => boolean> = {
  max_age: (actual, wanted) => wanted > actual,
  max_bytes: (actual, wanted) => wanted > actual,
  duplicate_window: (actual, wanted) => wanted > actual,
};

const same = (actual: unknown, wanted: unknown): boolean => JSON.stringify(actual) === JSON.stringify(wanted);

function compare(actual: StreamConfig, wanted: StreamConfig): Drift[] {
  return Object.entries(wanted)
    .filter(([field, value]) => {
      if (field === 'description') return false;
      if (field !== 'metadata') return !same(actual[field], value);
      const stored = (actual.metadata ?? {}) as Record<string, string>;
      return Object.entries(value as Record<string, string>).some(([key, text]) => stored[key] !== text);
    })
    .map(([field, value]) => ({ stream: wanted.name, field, actual: actual[field], wanted: value }));
}

/**
 * Creates the stream, or compares the existing one with the configuration. Applies limits that only grow; reports every
 * other difference as drift and changes nothing, because a narrower limit would delete accepted events. `metadata`: what a
 * new stream also gets; existing streams are not compared with it.
 */
export async function ensureStream(
  link: NatsLink,
  wanted: StreamConfig,
  metadata: Readonly<Record<string, string>> = {},
): Promise<Drift[]> {
  const existing = await streamInfo(link, wanted.name);
  if (!existing) {
    const created = { ...wanted, metadata: { ...(wanted.metadata as object | undefined), ...metadata } };
    await apiRequest(link, `STREAM.CREATE.${wanted.name}`, created);
    return [];
  }
  const drift = compare(existing.config, wanted);
  const grown = drift.filter(({ field, actual, wanted: value }) =>
    widened[field]?.(actual as number, value as number),
  );
  if (grown.length === 0) return drift;
  const update = { ...existing.config };
  for (const { field, wanted: value } of grown) update[field] = value;
  await apiRequest(link, `STREAM.UPDATE.${wanted.name}`, update);
  return drift.filter((difference) => !grown.includes(difference));
}
