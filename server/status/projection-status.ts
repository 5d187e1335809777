import { LogUnavailable } from '../../adapters/jetstream/connection/log-unavailable.ts';
import { findDeadLetter } from '../../adapters/jetstream/records/dead-letters.ts';
import { findDecision } from '../../adapters/jetstream/records/find-decision.ts';
import { findRetry } from '../../adapters/jetstream/records/retries.ts';
import { eventStream } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { ProjectionStatus, Reason } from '../../contracts/command-status.ts';
import { deadLetterIdOf } from '../../contracts/dead-letter.ts';
import { DUPLICATE_EVENT } from '../../contracts/duplicate-event.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import { decodeEventType } from '../../contracts/event-type.ts';
import { ANOTHER_LOG, isAnotherLog } from '../../contracts/ports/another-log.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { decodePosition, type Position } from '../../contracts/position.ts';
import type { Verification } from '../../contracts/verification.ts';
import { eventsAhead } from './events-ahead.ts';
import { statusOf } from './make-status.ts';
import { orphanStatus } from './orphan-status.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { StatusService } from './status-service.ts';
import { withWait } from './waits.ts';

const time = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** The outcome of an event in one projection: from the read model, or, if that shows none, from the log. */
export async function projectionStatus(
  service: StatusService,
  projection: ReadableProjection,
  logged: LoggedEvent,
): Promise<ProjectionStatus> {
  const status = withWait(await statusNow(service, projection, logged), logged, service.search.retentionDays);
  // A retry that left RETRIES during the look-up was applied or failed: the read model shows which.
  if (status.state !== 'dead_lettered' || status.reason?.code === DUPLICATE_EVENT) return status;
  const again = await verify(projection, logged);
  if (again === 'another-log' || (again?.state !== 'applied' && again?.state !== 'rejected')) return status;
  return isCertain(again) || !(await isSkipped(service, projection, logged)) ? proven(again) : status;
}

const proven = (found: Extract<Verification, { state: 'applied' | 'rejected' }>): ProjectionStatus =>
  found.state === 'applied'
    ? statusOf('applied', true, {
        at: time(found.at),
        supersededBy: found.supersededBy === null ? null : String(found.supersededBy),
      })
    : statusOf('rejected', true, { at: time(found.at), reason: found.reason });

async function statusNow(
  service: StatusService,
  projection: ReadableProjection,
  logged: LoggedEvent,
): Promise<ProjectionStatus> {
  if (logged.mayBeCopy) {
    // The read model shows the first event's effect and can't distinguish the two. The worker's dead letter can.
    const eventName = decodeEventType(logged.event.type)?.name ?? '';
    const failed = await failedStatus(service, projection.name, eventName, logged.position);
    if (failed?.reason?.code === DUPLICATE_EVENT) return failed;
  }
  const verification = await verify(projection, logged);
  if (verification === 'another-log')
    return unprovenStatus(service, projection, logged, {
      code: ANOTHER_LOG,
      detail:
        'The read model was filled from another log, so no events are applied to it until operators fix this. The command is safe in the log.',
    });
  if (verification && !isCertain(verification) && (await isSkipped(service, projection, logged)))
    return unprovenStatus(service, projection, logged, null);
  switch (verification?.state) {
    case 'applied':
    case 'rejected':
      return proven(verification);
    case 'orphan':
      // If another change would supersede this one, the store can't say whether it ever took this one.
      if (!verification.own) {
        const eventName = decodeEventType(logged.event.type)?.name ?? '';
        const failed = await failedStatus(service, projection.name, eventName, logged.position);
        if (failed) return failed;
      }
      return orphanStatus(service, logged, verification, (event) =>
        projectionStatus(service, projection, event),
      );
    case 'absent':
      return unprovenStatus(service, projection, logged, null);
    case 'differs':
      return unprovenStatus(service, projection, logged, {
        code: 'store-incomplete',
        detail: `The read model differs from the command: ${verification.what}. Operators can rebuild the read model.`,
      });
    default:
      return unprovenStatus(service, projection, logged, {
        code: 'store-unreadable',
        detail: 'The read model cannot be read now. The command is safe in the log.',
      });
  }
}

/**
 * Whether the read model proves that this event was applied. A newer version, another author or a kept change only predicts
 * the outcome: operators may have decided otherwise.
 */
const isCertain = (found: Verification): boolean =>
  found.state === 'applied' ? found.at !== null : found.state === 'absent' || found.state === 'differs';

const isSkipped = async (
  { link }: StatusService,
  { name }: ReadableProjection,
  { position }: LoggedEvent,
): Promise<boolean> => (await findDecision(link, name, position)).skipReason !== undefined;

/** Undefined if the read model cannot be read or is of another log: nothing is proven then, and the log shows the progress. */
async function verify(
  projection: ReadableProjection,
  logged: LoggedEvent,
): Promise<Verification | 'another-log' | undefined> {
  try {
    return await projection.verify(logged);
  } catch (error) {
    if (isAnotherLog(error)) return 'another-log';
    if (error instanceof StoreFailure && error.failureClass !== 'bug') return undefined;
    throw error;
  }
}

async function unprovenStatus(
  service: StatusService,
  projection: ReadableProjection,
  logged: LoggedEvent,
  reason: Reason | null,
): Promise<ProjectionStatus> {
  const position = decodePosition(logged.position) as Position;
  const progress = await service.progress
    .read(eventStream(position.generation, position.partition), projection.name)
    .catch(ignoreUnavailable);
  const wasDelivered = progress !== undefined && progress.delivered >= position.sequence;
  if (wasDelivered) {
    const eventName = decodeEventType(logged.event.type)?.name ?? '';
    const failed = await failedStatus(service, projection.name, eventName, logged.position);
    if (failed) return failed;
  }
  const ahead = progress === undefined ? null : eventsAhead(progress, position.sequence);
  return statusOf(wasDelivered ? 'processing' : 'accepted', false, { ahead, reason });
}

const REPLACED = 'The command could not be applied and was replaced by a corrected one. Don’t send it again.';

const DISCARDED =
  'The command could not be applied, and operators discarded it. Don’t send it again unchanged.';

/**
 * The place of an event that failed and left the partition's consumer: a retry or a dead letter; undefined if it did
 * not leave.
 */
async function failedStatus(
  { link, progress }: StatusService,
  projection: string,
  eventName: string,
  position: string,
): Promise<ProjectionStatus | undefined> {
  const consumer = await progress.consumer(eventStreamOf(position), projection);
  const retry = consumer && (await findRetry(link, consumer, eventName, position));
  const failed =
    retry && !retry.failed.replayId ? undefined : await findDeadLetter(link, projection, eventName, position);
  const deadLetter = failed ? deadLetterIdOf(projection, position) : null;
  if (retry) {
    const { nextAt } = retry;
    const sentAgain = retry.failed.replayId !== null;
    const detail = sentAgain
      ? 'The command could not be applied. Operators have replayed it.'
      : 'The command could not be applied yet and will be retried. Don’t send it again.';
    return statusOf(sentAgain ? 'replayed' : 'retrying', true, {
      at: retry.failed.failedAt,
      reason: { code: retry.failed.code, detail },
      retry: { attempts: retry.failed.attempts, nextAt },
      deadLetter,
    });
  }
  if (!failed) return undefined;
  const { skipReason, replacedBy } = await findDecision(link, projection, position);
  if (skipReason === 'discarded')
    return statusOf('dead_lettered', true, {
      at: failed.failedAt,
      reason: { code: 'discarded', detail: DISCARDED },
      deadLetter,
    });
  if (replacedBy !== null)
    return statusOf('dead_lettered', true, {
      at: failed.failedAt,
      reason: { code: 'replaced', detail: REPLACED },
      deadLetter,
      replacedBy,
    });
  const detail =
    'The command could not be applied. Waybill keeps it, and operators can replay it. Don’t send it again.';
  return statusOf('dead_lettered', true, {
    at: failed.failedAt,
    reason: { code: failed.code, detail },
    deadLetter,
  });
}

const eventStreamOf = (token: string): string => {
  const { generation, partition } = decodePosition(token) as Position;
  return eventStream(generation, partition);
};

function ignoreUnavailable(error: unknown): undefined {
  if (!(error instanceof LogUnavailable)) throw error;
}
