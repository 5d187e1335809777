/** Names and subjects of every stream. No other module makes or reads them. */

/** 64 KiB under nats-server's default payload limit, so that a copy with more headers still fits. */
export const MAX_EVENT_BYTES = 1024 * 1024 - 64 * 1024;

export const DEAD_LETTERS = 'DEAD_LETTERS';
export const RETRIES = 'RETRIES';
export const ATTEMPTS = 'ATTEMPTS';
export const OPERATIONS = 'OPERATIONS';
export const ADVISORIES = 'ADVISORIES';
export const LEDGER = 'LEDGER';
export const CHANGES = 'CHANGES';
export const SNAPSHOTS = 'SNAPSHOTS';
export const IDEMPOTENCY = 'KV_IDEMPOTENCY';
export const LEASES = 'KV_LEASES';
export const API_KEYS = 'KV_API_KEYS';
export const PROBE = 'PROBE';
export const PROBE_SUBJECT = 'probe';

export const eventStream = (generation: number, partition: number): string =>
  `EVENTS-${generation}-${partition}`;

export const eventSubject = (
  generation: number,
  partition: number,
  aggregate: string,
  aggregateId: string,
  eventName: string,
): string => `events.${generation}-${partition}.${aggregate}.${aggregateId}.${eventName}`;

const eventStreamName = /^EVENTS-([1-9][0-9]{0,2})-([0-9]{1,4})$/;

export function readEventStream(name: string): { generation: number; partition: number } | undefined {
  const match = eventStreamName.exec(name);
  return match ? { generation: Number(match[1]), partition: Number(match[2]) } : undefined;
}

/** The parts of an event's subject; undefined if the subject is not an event's. */
export function readEventSubject(
  subject: string,
): { aggregate: string; aggregateId: string; eventName: string } | undefined {
  const [kind, , aggregate, aggregateId, eventName, ...more] = subject.split('.');
  if (kind !== 'events' || !aggregate || !aggregateId || !eventName || more.length > 0) return undefined;
  return { aggregate, aggregateId, eventName };
}

/** The event name at the end of a subject of the log's streams. */
export const eventNameOfSubject = (subject: string): string => subject.split('.').at(-1) ?? 'undecodable';

/** The position at the end of a subject of dead letters, retries and attempts. */
export const positionOfSubject = (subject: string): string => subject.slice(subject.lastIndexOf('.') + 1);

export const ledgerSubject = (role: string): string => `ledger.${role}`;
export const changeSubject = (kind: string): string => `changes.${kind}`;
export const SNAPSHOTS_SUBJECT = 'snapshots.minute';

export const API_KEY_SUBJECTS = '$KV.API_KEYS.>';
export const apiKeySubject = (keyId: string): string => `$KV.API_KEYS.${keyId}`;

export const leaseSubject = (name: string): string => `$KV.LEASES.${name}`;

/** The subjects of the actions on one dead letter, one alert and one replay. */
export const deadLetterActionSubject = (consumer: string, position: string): string =>
  `operations.dead-letter.${consumer}.${position}`;
export const ALERT_SUBJECTS = 'operations.alert.>';
export const alertSubject = (alert: string): string => `operations.alert.${alert}`;
export const apiKeyActionSubject = (keyId: string): string => `operations.api-key.${keyId}`;
export const replaySubject = (replayId: string): string => `operations.replay.${replayId}`;

export const claimSubject = (key: string): string => `$KV.IDEMPOTENCY.${key}`;

export const deadLetterSubject = (consumer: string, eventName: string, position: string): string =>
  `dead-letters.${consumer}.${eventName}.${position}`;

/** One event again, for the consumer of one epoch; `scheduled`: at a later time. */
export const retrySubject = (consumer: string, eventName: string, position: string): string =>
  `retries.${consumer}.${eventName}.${position}`;
export const scheduledRetrySubject = (consumer: string, eventName: string, position: string): string =>
  `scheduled-retries.${consumer}.${eventName}.${position}`;

/** The subject that a due retry had while it was scheduled, and the other way round. */
export const otherRetrySubject = (subject: string): string =>
  subject.startsWith('scheduled-') ? subject.slice('scheduled-'.length) : `scheduled-${subject}`;

/** An attempt under way on an event that may have crashed a worker. */
export const attemptSubject = (consumer: string, position: string): string =>
  `attempts.${consumer}.${position}`;

/** The subject of a closed generation's streams: nobody publishes there. */
export const closedSubject = (generation: number, partition: number): string =>
  `closed-events.${generation}-${partition}.>`;

/** Whether an event stream is closed: nothing is published to it any more. */
export const isClosedStream = ({ subjects }: { subjects?: readonly string[] }): boolean =>
  subjects?.[0]?.startsWith('closed-events.') ?? false;
