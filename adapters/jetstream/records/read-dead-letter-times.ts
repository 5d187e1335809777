import { RETRY_LOST } from '../../../contracts/dead-letter.ts';
import { decodePosition } from '../../../contracts/position.ts';
import type { NatsLink } from '../connection/nats-link.ts';
import { readBatch } from '../connection/read-batch.ts';
import { DEAD_LETTERS, eventStream, positionOfSubject } from '../streams/stream-layout.ts';
import { FAILED_EVENT_HEADERS } from './failed-event-headers.ts';

/** When a dead letter was stored, and of which event. */
export interface DeadLetterTime {
  /** Unix ms, by the log's clock. */
  storedAt: number;
  /** The stream and sequence of its event. */
  stream: string;
  sequence: number;
}

const BATCH = 256;
const BATCH_BYTES = 8 * 1024 ** 2;

/**
 * The times of a projection's dead letters, without those that replays or lost streams made again. `from`: a sequence or a
 * time (Unix ms). Returns also the sequence to continue from. Throws LogUnavailable.
 */
export async function readDeadLetterTimes(
  link: NatsLink,
  projection: string,
  from: { sequence: number } | { time: number },
): Promise<{ deadLetters: DeadLetterTime[]; next: number }> {
  const deadLetters: DeadLetterTime[] = [];
  let next = 'sequence' in from ? from.sequence : 0;
  for (;;) {
    const batch = await readBatch(link, DEAD_LETTERS, {
      ...(next > 0 || !('time' in from) ? { seq: next } : { start_time: new Date(from.time).toISOString() }),
      next_by_subj: `dead-letters.${projection}.>`,
      batch: BATCH,
      max_bytes: BATCH_BYTES,
    });
    for (const { subject, storedAt, header } of batch) {
      const position = decodePosition(positionOfSubject(subject));
      if (!position || header(FAILED_EVENT_HEADERS.replayId) !== '') continue;
      if (header(FAILED_EVENT_HEADERS.code) === RETRY_LOST) continue;
      const stream = eventStream(position.generation, position.partition);
      deadLetters.push({ storedAt, stream, sequence: position.sequence });
    }
    const newest = batch.at(-1);
    if (!newest) return { deadLetters, next };
    next = newest.sequence + 1;
  }
}
