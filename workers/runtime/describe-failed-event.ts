import { EVENT_HEADERS } from '../../adapters/jetstream/records/event-headers.ts';
import { failedEventFields } from '../../adapters/jetstream/records/failed-event-fields.ts';
import { eventNameOfSubject } from '../../adapters/jetstream/streams/stream-layout.ts';
import { type Attempt, type FailedEvent, MAX_ATTEMPTS_KEPT } from '../../contracts/dead-letter.ts';
import { decodeEventType } from '../../contracts/event-type.ts';
import { redactSecrets } from '../../contracts/redact-secrets.ts';
import type { Failure } from './failure.ts';
import type { Work } from './work.ts';
import type { EpochContext } from './worker-context.ts';

/** The event with its failures, this one as the newest. */
export function describeFailedEvent(context: EpochContext, work: Work, failure: Failure): FailedEvent {
  const { delivery, earlier, position, storedAt } = work;
  const { worker, workerVersion } = context;
  const failedAt = new Date().toISOString();
  const { class: failureClass, code, error } = failure;
  const attempt: Attempt = { at: failedAt, worker, workerVersion, failureClass, code };
  const now = {
    epochId: context.epochId,
    failureClass,
    code,
    message: redactSecrets(error.message),
    stack: redactSecrets(error.stack ?? ''),
    attempts: (earlier?.attempts ?? 0) + failure.attempts,
    attemptLog: [...(earlier?.attemptLog ?? []), attempt].slice(-MAX_ATTEMPTS_KEPT),
    failedAt,
    worker,
    workerVersion,
  };
  if (earlier) return { ...earlier, ...now };
  const { subject, bytes } = delivery;
  const header = (name: string) => delivery.header(name);
  const fields = failedEventFields({ subject, bytes, storedAt, header }, context.limits.retentionDays);
  return {
    ...now,
    ...fields,
    consumer: context.projection.name,
    position,
    eventName: eventNameOf(delivery.header(EVENT_HEADERS.type), subject),
    eventId: work.event?.event.id ?? fields.eventId,
    firstFailedAt: failedAt,
    replayId: null,
  };
}

/** The event type as a token of a subject; also for bytes without a type. */
const eventNameOf = (type: string, subject: string): string =>
  decodeEventType(type)?.name ??
  (/^[A-Za-z0-9_-]{1,64}$/.exec(eventNameOfSubject(subject))?.[0] || 'undecodable');
