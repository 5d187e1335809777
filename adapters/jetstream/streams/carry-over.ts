import { headers as natsHeaders } from 'nats';
import { partitionOf } from '../../../contracts/partition.ts';
import { encodePosition } from '../../../contracts/position.ts';
import { LogUnavailable } from '../connection/log-unavailable.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../connection/read-batch.ts';
import { CARRIED_FROM, EVENT_HEADERS, messageIdOf } from '../records/event-headers.ts';
import type { Generation } from './list-generations.ts';
import { type StreamInfo, streamInfo } from './stream-info.ts';
import { eventSubject, readEventStream, readEventSubject } from './stream-layout.ts';

const BATCH = 500;
const BATCH_BYTES = 8 * 1024 ** 2;

/**
 * Stores the events of a replacement stream again in the next generation. The replacement has the name of a lost stream and
 * counts from 1, so its events would be older than the read models. Each event keeps its id, so several processes may do
 * this at once. Throws LogUnavailable: then call it again.
 */
export async function carryOver(
  link: NatsLink,
  { config: { name } }: Pick<StreamInfo, 'config'>,
  after: number,
  to: Generation,
): Promise<void> {
  const last = (await streamInfo(link, name))?.state.last_seq ?? 0;
  for (let seq = after + 1; seq <= last; ) {
    const batch = await readBatch(link, name, { seq, batch: BATCH, max_bytes: BATCH_BYTES });
    const newest = batch.at(-1);
    if (!newest) return;
    await Promise.all(batch.map((message) => copy(link, name, message, to)));
    seq = newest.sequence + 1;
  }
}

async function copy(link: NatsLink, stream: string, message: StoredMessage, to: Generation): Promise<void> {
  const event = readEventSubject(message.subject);
  const id = messageIdOf(message);
  // Not one of Waybill's events: whoever created the stream may have stored anything there.
  if (!event || id === '') return;
  const { aggregate, aggregateId, eventName } = event;
  const partition = partitionOf(aggregateId, to.partitions);
  const headers = natsHeaders();
  for (const name of Object.values(EVENT_HEADERS)) {
    const value = message.header(name);
    if (value !== '') headers.set(name, value);
  }
  headers.set(CARRIED_FROM, encodePosition({ ...readEventStream(stream)!, sequence: message.sequence }));
  const subject = eventSubject(to.number, partition, aggregate, aggregateId, eventName);
  try {
    const timeout = link.options.requestTimeoutMs;
    const answer = await link.connection.request(subject, message.bytes, { headers, timeout });
    const { seq, error } = answer.json<{ seq?: number; error?: { description?: string } }>();
    if (!seq) throw new Error(error?.description ?? 'refused');
  } catch (error) {
    throw new LogUnavailable(
      `An event of ${stream} could not be carried over: ${(error as Error).message}.`,
      {
        cause: error,
      },
    );
  }
}
