import { readBatch } from '../../../adapters/jetstream/connection/read-batch.ts';
import { readFailedEvent } from '../../../adapters/jetstream/records/failed-event.ts';
import { DEAD_LETTERS } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { ProjectionStatus } from '../../../contracts/command-status.ts';
import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import type { DeadLetterDetail } from '../../../contracts/dead-letter-detail.ts';
import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type { DeadLetterFilter } from '../../../contracts/ports/dead-letter-index.ts';
import { decodePosition, versionOf } from '../../../contracts/position.ts';
import { within } from '../../../contracts/timing/within.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { askedProjections } from '../../status/asked-projections.ts';
import { projectionStatus } from '../../status/projection-status.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { earlierReplays } from './earlier-replays.ts';
import { editOf } from './edit-of.ts';
import { editUnderWay } from './edit-under-way.ts';
import { existingDeadLetter } from './existing-dead-letter.ts';
import { eventIn, payloadFaults, readPayload } from './read-payload.ts';

const MAX_NEIGHBOURS = 20;
const MAX_ACTIONS = 100;
/** How long the read models may take to answer for the event. */
const PROJECTIONS_MS = 1_500;

/** Everything that is known about one dead letter. Throws ProblemError, LogUnavailable, StoreFailure. */
export async function showDeadLetter(service: DeadLetterService, id: string): Promise<DeadLetterDetail> {
  const { result, index } = await readMarked(service.indexer, () => readDetail(service, id));
  return { ...result, index };
}

async function readDetail(service: DeadLetterService, id: string): Promise<Omit<DeadLetterDetail, 'index'>> {
  const { index, indexer } = service;
  const deadLetter = await existingDeadLetter(service, id);
  const { message, failed } = await readDeadLetter(service, deadLetter);
  const [failures, steps, actions, aggregate, correlation, projections, edited] = await Promise.all([
    index.failures(id),
    index.steps(id),
    index.actions({ deadLetterId: id }, { limit: MAX_ACTIONS }),
    neighbours({ subject: deadLetter.subject }),
    neighbours({ correlationId: deadLetter.correlationId }),
    within(PROJECTIONS_MS, outcomes(service, failed), null),
    editOf(index, deadLetter, failed.bytes),
  ]);
  const maxAgeMs = indexer.deadLetterMaxAgeMs;
  return {
    deadLetter,
    stack: failed.stack,
    attemptLog: failed.attemptLog,
    failures: failures.map(({ fingerprint, storedAt, ...failure }) => ({ ...failure, group: fingerprint })),
    originalSubject: failed.originalSubject,
    traceparent: failed.traceparent,
    payload: readPayload(failed.bytes),
    schemaFaults: payloadFaults(failed.bytes),
    expires: {
      original: deadLetter.originalExpiresAt,
      deadLetter: maxAgeMs > 0 ? new Date(message.storedAt + maxAgeMs).toISOString() : null,
    },
    neighbours: { aggregate, correlation },
    projections,
    replays: earlierReplays(steps),
    editOf: edited,
    editUnderWay: editUnderWay(steps, service.status.search),
    actions: actions.actions,
  };

  /** Other dead letters that share the given fields; none if this one lacks them all. */
  async function neighbours(shared: { subject: string | null } | { correlationId: string | null }) {
    if (Object.values(shared).includes(null)) return { total: 0, deadLetters: [] };
    const found = await index.list(shared as DeadLetterFilter, {
      limit: MAX_NEIGHBOURS + 1,
      order: 'newest',
    });
    const deadLetters = found.deadLetters.filter((other) => other.id !== id).slice(0, MAX_NEIGHBOURS);
    return { total: found.total - 1, deadLetters };
  }
}

/** The message itself: only the stream has its bytes, stack and attempts. */
async function readDeadLetter({ link }: DeadLetterService, { sequence }: DeadLetterSummary) {
  const [message] = await readBatch(link, DEAD_LETTERS, { seq: sequence, batch: 1 });
  if (message?.sequence === sequence) return { message, failed: readFailedEvent(message) };
  throw new ProblemError('dead-letter-unknown', 'The dead letter has just expired.');
}

/** The event's state in each projection: in none if the bytes are no event. */
async function outcomes(
  { status }: DeadLetterService,
  failed: FailedEvent,
): Promise<Record<string, ProjectionStatus> | null> {
  const event = eventIn(failed.bytes);
  const position = decodePosition(failed.position);
  if (!event) return {};
  if (!position) return null;
  const { storedAt } = failed;
  const logged = { event, position: failed.position, version: versionOf(position), storedAt };
  return Object.fromEntries(
    await Promise.all(
      askedProjections(status, event.type).map(
        async (projection) => [projection.name, await projectionStatus(status, projection, logged)] as const,
      ),
    ),
  );
}
