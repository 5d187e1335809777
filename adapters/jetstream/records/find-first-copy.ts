import { readCommandId } from '../../../contracts/command-id.ts';
import { decodeEvent, type LoggedEvent, UndecodableEvent } from '../../../contracts/event.ts';
import { decodePosition, type Position } from '../../../contracts/position.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../connection/read-batch.ts';
import { isReplacement } from '../streams/close-generation.ts';
import { streamInfo } from '../streams/stream-info.ts';
import { eventStream } from '../streams/stream-layout.ts';
import { carries, type SearchLimits } from './find-event.ts';

const BATCH = 256;
const BATCH_BYTES = 8 * 1024 ** 2;
/** The search's limit: a producer that bypasses the gateway may give its events old times. */
const MOST_LOOKED_AT = 10_000;

/**
 * The first position of an event of which `logged`, stored under `subject`, is a later copy: the same event id under another
 * message id, in another partition, or after the duplicate window. Searches the events of the same subject from the event's
 * time on. Undefined if there is no earlier one. Throws LogUnavailable.
 */
export async function findFirstCopy(
  link: NatsLink,
  logged: LoggedEvent,
  subject: string,
  limits: Pick<SearchLimits, 'duplicateWindowMs' | 'clockSkewMs' | 'statusDeadlineMs'>,
): Promise<Position | undefined> {
  const own = decodePosition(logged.position) as Position;
  const { id, time } = logged.event;
  const minted = readCommandId(id);
  const begun = Math.min(minted?.mintedAt ?? logged.storedAt, Date.parse(time) || logged.storedAt);
  const deadline = performance.now() + limits.statusDeadlineMs;
  const scan = { link, id, subject, start: begun - limits.clockSkewMs, deadline };
  if (minted && (minted.generation !== own.generation || minted.partition !== own.partition)) {
    const until = minted.mintedAt + limits.duplicateWindowMs + limits.clockSkewMs;
    const first = await firstIn(scan, minted, Number.POSITIVE_INFINITY, until);
    if (first) return first;
  }
  return firstIn(scan, own, own.sequence, Number.POSITIVE_INFINITY);
}

interface Scan {
  link: NatsLink;
  id: string;
  subject: string;
  /** Unix ms. */
  start: number;
  /** Of performance.now. */
  deadline: number;
}

/** The first in one partition, below the sequence `before` and stored no later than `until` (Unix ms). */
async function firstIn(
  { link, id, subject, start, deadline }: Scan,
  { generation, partition }: Pick<Position, 'generation' | 'partition'>,
  before: number,
  until: number,
): Promise<Position | undefined> {
  const stream = eventStream(generation, partition);
  const info = await streamInfo(link, stream);
  if (!info || isReplacement(info)) return undefined;
  const filter = subject.replace(/^events\.[0-9]+-[0-9]+\./, `events.${generation}-${partition}.`);
  let from: { seq: number } | { start_time: string } = { start_time: new Date(start).toISOString() };
  for (let looked = 0; looked < MOST_LOOKED_AT; ) {
    if (performance.now() > deadline) throw new LogUnavailable('The search of the log took too long.');
    const request = { ...from, next_by_subj: filter, batch: BATCH, max_bytes: BATCH_BYTES };
    const messages = await readBatch(link, stream, request);
    for (const message of messages) {
      if (message.sequence >= before || message.storedAt > until) return undefined;
      if (holds(message, id)) return { generation, partition, sequence: message.sequence };
    }
    const last = messages.at(-1);
    if (!last) return undefined;
    looked += messages.length;
    from = { seq: last.sequence + 1 };
  }
  return undefined;
}

function holds(message: StoredMessage, id: string): boolean {
  if (carries(message, id)) return true;
  if (!Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength).includes(id))
    return false;
  try {
    return decodeEvent(message.bytes).id === id;
  } catch (error) {
    if (error instanceof UndecodableEvent) return false;
    throw error;
  }
}
