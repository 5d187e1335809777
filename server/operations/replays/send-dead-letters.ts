import { LogUnavailable } from '../../../adapters/jetstream/connection/log-unavailable.ts';
import { publishRetry } from '../../../adapters/jetstream/records/retries.ts';
import { deadLetterIdOf, type FailedEvent } from '../../../contracts/dead-letter.ts';
import type { ReplayOutcome } from '../../../contracts/operation.ts';
import type { ReplayCandidate } from '../../../contracts/ports/replay-source.ts';
import { traceReplay } from '../../../platform/telemetry/replays/replay-trace.ts';
import { whyNotProvable } from './provable.ts';
import { proveDeadLetter } from './prove-dead-letter.ts';
import { readDeadLetters } from './read-dead-letters.ts';
import type { ReplayJob } from './replay-job.ts';
import type { ReplayService } from './replay-service.ts';

interface Prepared {
  deadLetters: FailedEvent[];
  outcomes: ReplayOutcome[];
  down: string | null;
}

/** Why a dead letter is skipped, by its state at its turn. */
function obstacle(
  service: ReplayService,
  job: ReplayJob,
  candidate: ReplayCandidate | undefined,
): string | undefined {
  if (!candidate) return 'unknown: there is no such dead letter.';
  const { state, stateBy, consumer, waitsIn } = candidate;
  const unprovable = whyNotProvable(service, consumer);
  if (unprovable) return unprovable;
  if (state === 'open')
    return waitsIn === null || waitsIn === job.replayId
      ? undefined
      : `waiting in another replay (${waitsIn}).`;
  if (state === 'replaying' && stateBy === job.replayId) return undefined;
  return `${state}${stateBy === null ? '' : ` (${stateBy})`}.`;
}

/** Which of these to send, and the outcomes of those that need not or may not be sent. Throws LogUnavailable. */
export async function prepareDeadLetters(
  service: ReplayService,
  job: ReplayJob,
  deadLetterIds: readonly string[],
): Promise<Prepared> {
  const prepared: Prepared = { deadLetters: [], outcomes: [], down: null };
  const candidates = await service.source.candidates(deadLetterIds);
  const eligible: ReplayCandidate[] = [];
  for (const deadLetterId of deadLetterIds) {
    const candidate = candidates.get(deadLetterId);
    const why = obstacle(service, job, candidate);
    if (why === undefined) eligible.push(candidate!);
    else prepared.outcomes.push({ deadLetterId, outcome: 'skipped', at: new Date().toISOString(), why });
  }
  const deadLetters = await readDeadLetters(service.link, eligible);
  await Promise.all(
    eligible.map(async ({ deadLetterId, consumer }) => {
      const deadLetter = deadLetters.get(deadLetterId);
      if (!deadLetter) return;
      const proof = await proveDeadLetter(service.projections.get(consumer)!, deadLetter);
      if ('outcome' in proof) prepared.outcomes.push(proof.outcome);
      else if ('down' in proof) prepared.down = proof.down;
      else prepared.deadLetters.push(deadLetter);
    }),
  );
  return prepared;
}

/**
 * Sends dead letters to the one consumer that failed, as the original events. The same dead letter in the same replay, sent
 * again to the same epoch, is the same message. Failed sends are found missing later, and repeated.
 */
export async function sendDeadLetters(
  service: ReplayService,
  job: ReplayJob,
  deadLetters: readonly FailedEvent[],
  epochs: ReadonlyMap<string, string>,
  turnOf: (deadLetterId: string) => number = () => 1,
): Promise<void> {
  await Promise.all(
    deadLetters.map(async (deadLetter) => {
      const epochId = epochs.get(deadLetter.consumer);
      if (epochId === undefined) return;
      const deadLetterId = deadLetterIdOf(deadLetter.consumer, deadLetter.position);
      // A second send may repeat a first that succeeded unseen; a third does not: the message was removed.
      const turn = turnOf(deadLetterId);
      const messageId = `replay:${job.replayId}:${deadLetterId}:${epochId}${turn > 2 ? `:${turn}` : ''}`;
      const trace = traceReplay(service.tracing, deadLetter);
      const again = { ...deadLetter, epochId, replayId: job.replayId, attemptsBefore: deadLetter.attempts };
      if (trace) again.traceparent = trace.traceparent;
      try {
        const outcome = await publishRetry(service.inbox, again, {
          messageId,
          timeoutMs: service.publishTimeoutMs,
        });
        trace?.sent(job.replayId, outcome.kind === 'stored');
      } catch (error) {
        if (!(error instanceof LogUnavailable)) throw error;
      }
    }),
  );
}
