import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import { readBatch, type StoredMessage } from '../../adapters/jetstream/connection/read-batch.ts';
import { readFailedEvent } from '../../adapters/jetstream/records/failed-event.ts';
import { listGenerations } from '../../adapters/jetstream/streams/list-generations.ts';
import { streamInfo } from '../../adapters/jetstream/streams/stream-info.ts';
import { DEAD_LETTERS, eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import { decodeLoggedEvent, type LoggedEvent } from '../../contracts/event.ts';

const BATCH = 1_000;
const BATCH_BYTES = 4 * 1024 ** 2;

/** All events that the partitions' streams hold now. Throws LogUnavailable. */
export async function readLog(link: NatsLink): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (const { number: generation, streams } of await listGenerations(link))
    for (const partition of streams.keys())
      for await (const { bytes, sequence, storedAt } of readStream(link, eventStream(generation, partition)))
        events.push(decodeLoggedEvent(bytes, { generation, partition, sequence }, storedAt));
  return events;
}

interface DeadLetter {
  position: string;
  why: string;
}

/** The dead letters of a projection, one for each event. Throws LogUnavailable. */
export async function readDeadLetters(link: NatsLink, projection: string): Promise<DeadLetter[]> {
  const deadLetters = new Map<string, DeadLetter>();
  for await (const message of readStream(link, DEAD_LETTERS)) {
    const { consumer, position, failureClass, code, message: text } = readFailedEvent(message);
    if (consumer !== projection) continue;
    deadLetters.set(position, { position, why: `${failureClass} ${code}: ${text}` });
  }
  return [...deadLetters.values()];
}

async function* readStream(link: NatsLink, stream: string): AsyncGenerator<StoredMessage> {
  const info = await streamInfo(link, stream);
  if (!info || info.state.messages === 0) return;
  for (let next = info.state.first_seq; next <= info.state.last_seq; ) {
    const batch = await readBatch(link, stream, { seq: next, batch: BATCH, max_bytes: BATCH_BYTES });
    if (batch.length === 0) return;
    yield* batch;
    next = batch.at(-1)!.sequence + 1;
  }
}
