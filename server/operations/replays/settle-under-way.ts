import { newestOfSubjects } from '../../../adapters/jetstream/connection/newest-of-subjects.ts';
import { projectionConsumer } from '../../../adapters/jetstream/consume/projection-consumer.ts';
import {
  RETRIES,
  retrySubject,
  scheduledRetrySubject,
} from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { proveDeadLetter } from './prove-dead-letter.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

interface Settled {
  outcomes: ReplayOutcome[];
  /** Neither in flight nor ended: these are to be sent (again). */
  lost: FailedEvent[];
  /** Kept aside by the store until the message they change arrives. */
  orphans: FailedEvent[];
  down: string | null;
}

/**
 * The outcomes of the dead letters under way. While a retry is in RETRIES, its outcome is awaited. After that, the worker has
 * either stored a newer dead letter, which it does first, or applied the event, which the read model shows. A dead letter in
 * none of these places was never sent, or disappeared with the epoch it was sent to. Throws LogUnavailable.
 */
export async function settleUnderWay(
  service: ReplayService,
  job: ReplayJob,
  epochs: ReadonlyMap<string, string>,
): Promise<Settled> {
  const ids = [...job.underWay];
  const settled: Settled = { outcomes: [], lost: [], orphans: [], down: null };
  if (ids.length === 0) return settled;
  const candidates = await service.source.candidates(ids);
  for (const deadLetterId of ids) {
    if (candidates.has(deadLetterId)) continue;
    const why = "The dead letter has expired: its outcome can't be proven.";
    settled.outcomes.push({ deadLetterId, outcome: 'skipped', at: new Date().toISOString(), why });
  }
  const known = [...candidates.values()].filter(({ consumer }) => epochs.has(consumer));
  const places = known.map((candidate) => [candidate, retryPlaces(candidate, epochs)] as const);
  const present = await newestOfSubjects(
    service.link,
    RETRIES,
    places.flatMap(([{ bytes }, subjects]) => subjects.map((subject) => ({ subject, bytes }))),
  );
  const gone = places
    .filter(([, subjects]) => !subjects.some((subject) => present.has(subject)))
    .map(([candidate]) => candidate);
  // Read after RETRIES: a worker stores the dead letter before it removes the retry.
  const deadLetters = await readDeadLetters(service.link, gone);
  await Promise.all(
    [...deadLetters].map(([deadLetterId, deadLetter]) =>
      settle(service, job, deadLetterId, deadLetter, settled),
    ),
  );
  return settled;
}

function retryPlaces(candidate: ReplayCandidate, epochs: ReadonlyMap<string, string>): string[] {
  const consumer = projectionConsumer(candidate.consumer, epochs.get(candidate.consumer)!);
  return [
    retrySubject(consumer, candidate.eventName, candidate.position),
    scheduledRetrySubject(consumer, candidate.eventName, candidate.position),
  ];
}

async function settle(
  service: ReplayService,
  job: ReplayJob,
  deadLetterId: string,
  deadLetter: FailedEvent,
  settled: Settled,
): Promise<void> {
  if (deadLetter.replayId === job.replayId) {
    settled.outcomes.push({
      deadLetterId,
      outcome: 'failed-again',
      at: deadLetter.failedAt,
      code: deadLetter.code,
    });
    return;
  }
  const proof = await proveDeadLetter(service.projections.get(deadLetter.consumer)!, deadLetter);
  if ('outcome' in proof) settled.outcomes.push(proof.outcome);
  else if ('down' in proof) settled.down = proof.down;
  else if (proof.pending === 'orphan') settled.orphans.push(deadLetter);
  else settled.lost.push(deadLetter);
}
