import type { PublishOutcome } from '../../adapters/jetstream/connection/ack-inbox.ts';
import type { StoredMessage } from '../../adapters/jetstream/connection/read-batch.ts';
import { lastMessage } from '../../adapters/jetstream/connection/stored-message.ts';
import { publishDeadLetter } from '../../adapters/jetstream/records/dead-letters.ts';
import { readFailedEvent } from '../../adapters/jetstream/records/failed-event.ts';
import { publishRetry } from '../../adapters/jetstream/records/retries.ts';
import { DEAD_LETTERS, deadLetterSubject } from '../../adapters/jetstream/streams/stream-layout.ts';
import type { FailedEvent } from '../../contracts/dead-letter.ts';
import type { FailedRecord } from '../../contracts/ledger.ts';
import { describeFailedEvent } from './describe-failed-event.ts';
import type { Failure } from './failure.ts';
import { planFailure } from './plan-failure.ts';
import type { Work } from './work.ts';
import type { EpochContext } from './worker-context.ts';

/** Spreads retries, so that events that failed together don't return together. */
const jittered = (ms: number): number => ms * (0.9 + Math.random() / 5);

/**
 * Moves a failed event out of the way: to RETRIES, to be tried again later, or to the dead letters. The copy is confirmed
 * before the event is acknowledged: if the process dies in between, the event is in one of the two places, once by its
 * message id. If neither takes it, it stays where it is and is delivered again later. Resolves to where it is now.
 * `fetchedAt`: when it was delivered, for the ledger and the trace.
 */
export async function settleFailure(
  context: EpochContext,
  work: Work,
  failure: Failure,
  fetchedAt: number,
): Promise<'dead-letter' | 'retry' | 'still there'> {
  const { journal, limits } = context;
  const failed = describeFailedEvent(context, work, failure);
  const trace = context.telemetry.failed({
    work,
    consumer: context.consumer,
    fetchedAt,
    failureClass: failed.failureClass,
    code: failed.code,
  });
  if (trace) {
    failed.traceparent = trace.traceparent;
    failed.tracestate = trace.tracestate;
  }
  const report = (next: FailedRecord['next'], retryAt: number | null) => {
    context.telemetry.moved(next);
    trace?.settled(next, failed.eventName);
    context.ledger.failed({
      projection: context.projection.name,
      epochId: context.epochId,
      position: failed.position,
      eventId: failed.eventId,
      correlationId: failed.correlationId,
      failureClass: failed.failureClass,
      code: failed.code,
      attempt: failed.attempts,
      replayId: failed.replayId,
      fetchedAt,
      failedAt: Date.parse(failed.failedAt),
      next,
      retryAt,
    });
  };
  const { position, eventId, code, correlationId, attempts } = failed;
  const round = attempts - (failed.attemptsBefore ?? 0);
  const plan = planFailure(failure.class, round, context.failureLimits);
  // A replay pauses itself, and its failures are dead letters already.
  const counts = plan === 'dead-letter' && failed.replayId === null;
  if (counts) await context.survey.lookIfDue(context.consumer);
  const braked = counts && !context.brake.allows();

  if (plan === 'dead-letter' && !braked) {
    const why = await published(() => deadLetterOnce(context, failed, work));
    if (why === undefined) {
      // In RETRIES an acknowledgement removes the event. In the log it only ends the event for this consumer, and the server
      // sends an advisory.
      if (work.earlier) work.delivery.ack();
      else work.delivery.term(code);
      report('dead-letter', null);
      context.tally.addFailed();
      journal.deadLettered({ position, eventId, code, correlationId });
      return 'dead-letter';
    }
    if (counts) context.brake.notMade();
    journal.leftInPlace({ position, why });
  } else {
    const at = new Date(
      Date.now() + (braked ? limits.brakeRetryMs : jittered(plan === 'dead-letter' ? 0 : plan.retryInMs)),
    );
    const why = (await context.room.isFull())
      ? 'The retry queue is full.'
      : await published(() => retry(context, failed, work, at));
    if (why === undefined) {
      work.delivery.ack();
      report('retry', at.getTime());
      context.tally.addFailed();
      journal.retryScheduled({
        position,
        eventId,
        code,
        correlationId,
        attempts,
        at: at.toISOString(),
        braked,
      });
      return 'retry';
    }
    journal.leftInPlace({ position, why });
  }
  work.delivery.nak(limits.deadLetterRetryMs);
  report('still-there', Date.now() + limits.deadLetterRetryMs);
  return 'still there';
}

function retry(context: EpochContext, failed: FailedEvent, work: Work, at: Date): Promise<PublishOutcome> {
  const { inbox, limits } = context;
  // One delivery makes one retry, however often this is repeated. Another delivery must not count as the same, which would
  // end the event.
  const from = work.earlier ? `:${work.delivery.sequence}` : '';
  const messageId = `${failed.consumer}-${failed.epochId}:${failed.position}:${failed.attempts}${from}`;
  return publishRetry(inbox, failed, { at, messageId, timeoutMs: limits.publishTimeoutMs });
}

/**
 * While the log is applied again from its beginning, the dead letter may exist already. It is not stored again, unless it
 * was resolved meanwhile: then the event has failed again in another epoch.
 */
async function deadLetterOnce(
  context: EpochContext,
  failed: FailedEvent,
  work: Work,
): Promise<PublishOutcome> {
  const { link, inbox, limits, skippedEvents, brake } = context;
  if (work.earlier === undefined) {
    const subject = deadLetterSubject(failed.consumer, failed.eventName, failed.position);
    const before = await lastMessage(link, DEAD_LETTERS, subject);
    if (before && !(await isPutRightSince(before))) {
      if (failed.replayId === null) brake.notMade();
      return { kind: 'stored', stream: '', sequence: 0, duplicate: true };
    }
  }
  return publishDeadLetter(inbox, failed, limits.publishTimeoutMs);

  async function isPutRightSince(before: StoredMessage): Promise<boolean> {
    if (readFailedEvent(before).epochId === context.epochId) return false;
    await skippedEvents.catchUp();
    return (skippedEvents.resolvedAt(failed.position) ?? 0) >= before.storedAt;
  }
}

/** Undefined once it is stored; otherwise why it is not stored, or why that is unknown. */
async function published(publish: () => Promise<PublishOutcome>): Promise<string | undefined> {
  try {
    const outcome = await publish();
    if (outcome.kind === 'stored') return undefined;
    return outcome.kind === 'refused' ? outcome.description : outcome.kind;
  } catch (problem) {
    return String(problem);
  }
}
