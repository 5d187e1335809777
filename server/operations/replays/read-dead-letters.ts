import type { NatsLink } from '../../../adapters/jetstream/connection/nats-link.ts';
import { newestOfSubjects } from '../../../adapters/jetstream/connection/newest-of-subjects.ts';
import { readFailedEvent } from '../../../adapters/jetstream/records/failed-event.ts';
import { DEAD_LETTERS, deadLetterSubject } from '../../../adapters/jetstream/streams/stream-layout.ts';
import { deadLetterIdOf, type FailedEvent } from '../../../contracts/dead-letter.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';

/** The newest dead letters with these ids, in full, by id. Throws LogUnavailable. */
export async function readDeadLetters(
  link: NatsLink,
  candidates: readonly ReplayCandidate[],
): Promise<Map<string, FailedEvent>> {
  const wanted = candidates.map(({ consumer, eventName, position, bytes }) => ({
    subject: deadLetterSubject(consumer, eventName, position),
    bytes,
  }));
  const deadLetters = new Map<string, FailedEvent>();
  for (const message of (await newestOfSubjects(link, DEAD_LETTERS, wanted)).values()) {
    const deadLetter = readFailedEvent(message);
    deadLetters.set(deadLetterIdOf(deadLetter.consumer, deadLetter.position), deadLetter);
  }
  return deadLetters;
}
