import { type CommandIdParts, readCommandId } from '../../../contracts/command-id.ts';
import { isDestroyed, type LostStream } from '../../../contracts/lost-stream.ts';
import type { Position } from '../../../contracts/position.ts';
import { LogUnavailable, StreamMissing } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../connection/read-batch.ts';
import { isReplacement } from '../streams/close-generation.ts';
import { listGenerations } from '../streams/list-generations.ts';
import { readLogRecord } from '../streams/log-record.ts';
import { type StreamInfo, streamInfo } from '../streams/stream-info.ts';
import { eventStream, readEventStream } from '../streams/stream-layout.ts';
import { EVENT_HEADERS } from './event-headers.ts';

export interface FoundEvent {
  position: Position;
  message: StoredMessage;
}

/**
 * Why an event was not found:
 * - `never`: the command was never accepted, and can no longer be.
 * - `not-yet`: it isn't there, but within its duplicate window a publish may still arrive.
 * - `expired`: the log no longer reaches back to it.
 * - `before-log`: the log began after the id's time, so the id belongs to another log or to none.
 * - `lost`: the stream that would hold it was destroyed; it may have been accepted and applied.
 */
type Missing = 'never' | 'not-yet' | 'expired' | 'before-log' | 'lost';
export type Search =
  | { found: FoundEvent }
  | { missing: Exclude<Missing, 'before-log' | 'lost'> }
  | { missing: 'lost'; stream: string }
  | { missing: 'before-log' };

export interface SearchLimits {
  duplicateWindowMs: number;
  clockSkewMs: number;
  retentionDays: number;
  statusDeadlineMs: number;
}

const NEAR_MS = 100;
const BATCH = 1_000;
const BATCH_BYTES = 8 * 1024 ** 2;

/** Also compares the event's own id: a producer that bypasses the gateway may use another message id. */
export const carries = (message: StoredMessage, id: string): boolean =>
  message.header(EVENT_HEADERS.messageId) === id || message.header(EVENT_HEADERS.id) === id;

/** The event at a position, if it is the one with this id. Throws LogUnavailable. */
export async function eventAt(
  link: NatsLink,
  position: Position,
  id: string,
): Promise<FoundEvent | undefined> {
  const { generation, partition, sequence } = position;
  const info = await streamInfo(link, eventStream(generation, partition));
  if (info === undefined || isReplacement(info)) return undefined;
  const [message] = await readBatch(link, eventStream(generation, partition), { seq: sequence, batch: 1 });
  return message?.sequence === sequence && carries(message, id) ? { position, message } : undefined;
}

/**
 * Finds a command's event by its id alone. The id names the stream and the time at which it was made. A command is first
 * published within the duplicate window after that or never, so the search ends when the log's own time has passed that
 * window. Throws LogUnavailable, also if the search passes its deadline.
 */
export async function findEvent(link: NatsLink, id: string, limits: SearchLimits): Promise<Search> {
  const parts = readCommandId(id);
  if (!parts) return { missing: 'never' };
  const stream = eventStream(parts.generation, parts.partition);
  // Ask the leader how far the log reaches: a replica that is behind must not turn an accepted command into "never".
  const info = await streamInfo(link, stream);
  const isThere = info !== undefined && !isReplacement(info);
  const search = isThere ? await searchStream(link, id, parts, info, limits) : undefined;
  if (search && 'found' in search) return search;
  const lost = await lostStreamOf(link, stream, parts.mintedAt - limits.clockSkewMs);
  if (lost) return afterLoss(link, id, parts, lost, limits);
  return search ?? { missing: await missingStream(link, parts, isPastRetention(parts, limits)) };
}

const windowOf = ({ mintedAt }: CommandIdParts, { clockSkewMs, duplicateWindowMs }: SearchLimits) => ({
  from: mintedAt - clockSkewMs,
  until: mintedAt + duplicateWindowMs + clockSkewMs,
});

const isPastRetention = (parts: CommandIdParts, limits: SearchLimits): boolean =>
  windowOf(parts, limits).until < Date.now() - limits.retentionDays * 86_400_000;

async function searchStream(
  link: NatsLink,
  id: string,
  parts: CommandIdParts,
  info: StreamInfo,
  limits: SearchLimits,
): Promise<Search> {
  const { from, until } = windowOf(parts, limits);
  const begunAt = Date.parse(info.created);
  if (until < begunAt) return { missing: 'before-log' };
  const { first_seq: first, last_seq: last, messages } = info.state;
  const covered = messages > 0 && Date.parse(info.state.first_ts) <= from;
  const newestStored = messages > 0 ? Date.parse(info.state.last_ts) : 0;
  if (newestStored >= from) {
    const deadline = performance.now() + limits.statusDeadlineMs;
    // Nearly every event is stored shortly after its id was made: look there before reading the whole window.
    const near = { start: parts.mintedAt - NEAR_MS, batches: 1 };
    const whole = { start: from, batches: Number.POSITIVE_INFINITY };
    for (const { start, batches } of [near, whole]) {
      const { name } = info.config;
      const message = await scan(link, name, id, { start, batches, until, last, deadline, info });
      if (!message) continue;
      const { generation, partition } = readEventStream(name)!;
      return { found: { position: { generation, partition, sequence: message.sequence }, message } };
    }
  }
  // No clock within the allowed skew can have made this id yet, so it is not a command's id: answer now, without waiting.
  if (parts.mintedAt > Date.now() + limits.clockSkewMs) return { missing: 'never' };
  if (until > Date.now()) return { missing: 'not-yet' };
  return { missing: isPastRetention(parts, limits) && first > 1 && !covered ? 'expired' : 'never' };
}

/** What is known about a stream lost after a time (Unix ms); undefined if it was not lost since. */
async function lostStreamOf(link: NatsLink, stream: string, since: number): Promise<LostStream | undefined> {
  const { lost } = await readLogRecord(link);
  return lost.findLast(
    (each) => isDestroyed(each) && each.stream === stream && Date.parse(each.noticedAt) >= since,
  );
}

/** If its stream was replaced, the replacement's events were stored again in the next generation, under the same ids. */
async function afterLoss(
  link: NatsLink,
  id: string,
  parts: CommandIdParts,
  { stream }: LostStream,
  limits: SearchLimits,
): Promise<Search> {
  const next = (await listGenerations(link)).find(({ number }) => number === parts.generation + 1);
  for (const info of next?.streams.values() ?? []) {
    const search = await searchStream(link, id, parts, info, limits);
    if ('found' in search) return search;
  }
  return { missing: 'lost', stream };
}

interface Scan {
  /** Unix ms: where to begin, by the log's clock. */
  start: number;
  batches: number;
  until: number;
  last: number;
  /** Of performance.now. */
  deadline: number;
  info: StreamInfo;
}

/** Reads a stream from a time on until it finds the id, passes the window, or has read the last event. */
async function scan(
  link: NatsLink,
  stream: string,
  id: string,
  at: Scan,
): Promise<StoredMessage | undefined> {
  let request: { seq: number } | { start_time: string } = { start_time: new Date(at.start).toISOString() };
  for (let read = 0, batches = 0; read < at.last && batches < at.batches; batches += 1) {
    if (performance.now() > at.deadline) throw new LogUnavailable('The search of the log took too long.');
    const batch = await readBatch(link, stream, { ...request, batch: BATCH, max_bytes: BATCH_BYTES });
    const message = batch.find((candidate) => carries(candidate, id));
    if (message) return message;
    const newest = batch.at(-1);
    if (newest === undefined) {
      // Erased messages leave gaps at the end, which look like a replica that is behind.
      if (at.info.state.num_deleted || Date.parse(at.info.state.last_ts) < at.start) return undefined;
      throw new LogUnavailable('The part of the log that answered is behind its leader.');
    }
    if (newest.storedAt > at.until) return undefined;
    read = newest.sequence;
    request = { seq: read + 1 };
  }
  return undefined;
}

/** What a missing stream means: it never existed, it was removed with its generation, or it is lost. */
async function missingStream(
  link: NatsLink,
  { generation, partition }: CommandIdParts,
  pastRetention: boolean,
): Promise<'never' | 'expired'> {
  const generations = await listGenerations(link);
  const own = generations.find(({ number }) => number === generation);
  if (own && partition >= own.partitions) return 'never';
  const wasOnce = generation > 0 && generations.some(({ number }) => number >= generation);
  if (!wasOnce) return 'never';
  if (pastRetention) return 'expired';
  throw new StreamMissing(`The stream ${eventStream(generation, partition)} of the log is missing.`);
}
