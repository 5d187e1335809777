/** Names, subjects and limits of every stream: the one place that lays the log out. */

/** What the layout depends on; the configuration module documents each. */
export interface LogLimits {
  replicas: number;
  retentionDays: number;
  partitionMaxBytes: number;
  deadLettersMaxBytes: number;
  operationsMaxBytes: number;
  operationsRetentionDays: number;
  ledgerMaxBytes: number;
  ledgerHours: number;
  idempotencyMaxBytes: number;
  idempotencyHours: number;
  duplicateWindowMs: number;
}

/** A stream's configuration as JetStream's API writes it; durations in nanoseconds. */
export interface StreamConfig {
  name: string;
  subjects: string[];
  [field: string]: unknown;
}

const DAY_NS = 86_400_000_000_000;
const MS_NS = 1_000_000;

/** 64 KiB under nats-server's default payload limit, so that a copy with more headers still fits. */
export const MAX_EVENT_BYTES = 1024 * 1024 - 64 * 1024;

export const DEAD_LETTERS = 'DEAD_LETTERS';
export const RETRIES = 'RETRIES';
export const ATTEMPTS = 'ATTEMPTS';
export const OPERATIONS = 'OPERATIONS';
export const ADVISORIES = 'ADVISORIES';
export const LEDGER = 'LEDGER';
export const CHANGES = 'CHANGES';
export const SAMPLES = 'SAMPLES';
export const IDEMPOTENCY = 'KV_IDEMPOTENCY';
export const LEASES = 'KV_LEASES';
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

export const ledgerSubject = (role: string): string => `ledger.${role}`;
export const changeSubject = (kind: string): string => `changes.${kind}`;
export const SAMPLES_SUBJECT = 'samples.minute';

export const leaseSubject = (name: string): string => `$KV.LEASES.${name}`;

/** Where an act on a dead letter, and where the life of a replay stands. */
export const deadLetterActionSubject = (consumer: string, position: string): string =>
  `operations.dead-letter.${consumer}.${position}`;
export const ALERT_SUBJECTS = 'operations.alert.>';
export const alertSubject = (alert: string): string => `operations.alert.${alert}`;
export const replaySubject = (replayId: string): string => `operations.replay.${replayId}`;

export const claimSubject = (key: string): string => `$KV.IDEMPOTENCY.${key}`;

export const deadLetterSubject = (consumer: string, eventName: string, position: string): string =>
  `dead-letters.${consumer}.${eventName}.${position}`;

/** One event again, for the consumer of one build only; `scheduled`: at a time. */
export const retrySubject = (consumer: string, eventName: string, position: string): string =>
  `retries.${consumer}.${eventName}.${position}`;
export const scheduledRetrySubject = (consumer: string, eventName: string, position: string): string =>
  `scheduled-retries.${consumer}.${eventName}.${position}`;

/** An attempt on an event that may have killed a worker, while it lasts. */
export const attemptSubject = (consumer: string, position: string): string =>
  `attempts.${consumer}.${position}`;

const durable = (limits: LogLimits) => ({
  storage: 'file',
  retention: 'limits',
  discard: 'new',
  num_replicas: limits.replicas,
});

export const eventStreamConfig = (
  limits: LogLimits,
  generation: number,
  partition: number,
  partitions: number,
): StreamConfig => ({
  name: eventStream(generation, partition),
  subjects: [`events.${generation}-${partition}.>`],
  description: 'Accepted events of one partition.',
  ...durable(limits),
  max_age: limits.retentionDays * DAY_NS,
  max_bytes: limits.partitionMaxBytes,
  max_msg_size: MAX_EVENT_BYTES,
  duplicate_window: limits.duplicateWindowMs * MS_NS,
  deny_purge: true,
  allow_direct: true,
  metadata: { 'waybill.generation': String(generation), 'waybill.partitions': String(partitions) },
});

/** Where a generation's streams listen once a newer one has begun: nobody publishes there. */
export const closedSubject = (generation: number, partition: number): string =>
  `closed-events.${generation}-${partition}.>`;

/** Whether nothing is published to a stream of events any more. */
export const isClosedStream = ({ subjects }: { subjects?: readonly string[] }): boolean =>
  subjects?.[0]?.startsWith('closed-events.') ?? false;

/** The streams that do not depend on a generation. */
export const fixedStreamConfigs = (limits: LogLimits): StreamConfig[] => [
  {
    name: DEAD_LETTERS,
    subjects: ['dead-letters.>'],
    description: 'Whole copies of events that could not be applied, with the failure in their headers.',
    ...durable(limits),
    // A dead letter outlives the event it copies, so that there is always time to replay it.
    max_age: 2 * limits.retentionDays * DAY_NS,
    max_bytes: limits.deadLettersMaxBytes,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    deny_purge: true,
    allow_direct: true,
  },
  {
    name: RETRIES,
    subjects: ['retries.>', 'scheduled-retries.>'],
    description:
      'Events to be tried again by one consumer, at once or at a time. One that was answered for is gone.',
    ...durable(limits),
    // Schedules are refused by a stream that discards new messages. It has no limit, so it discards nothing.
    discard: 'old',
    retention: 'workqueue',
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_msg_schedules: true,
    allow_direct: true,
  },
  {
    name: ATTEMPTS,
    subjects: ['attempts.>'],
    description: 'Attempts under way on events that may have killed a worker.',
    ...durable(limits),
    max_age: limits.retentionDays * DAY_NS,
    max_bytes: 256 * 1024 ** 2,
    max_msgs_per_subject: 1,
    duplicate_window: MS_NS * 1_000,
    allow_direct: true,
  },
  {
    name: OPERATIONS,
    subjects: ['operations.>'],
    description: 'Every act of an operator, with who, why and how it ended: the audit trail.',
    ...durable(limits),
    max_age: limits.operationsRetentionDays * DAY_NS,
    max_bytes: limits.operationsMaxBytes,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
  },
  {
    name: ADVISORIES,
    subjects: [
      '$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>',
      '$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.>',
    ],
    description: 'The server’s word on events that a consumer will not get again.',
    ...durable(limits),
    // What is oldest was looked at long ago; a full stream must not keep the newest out.
    discard: 'old',
    max_age: limits.retentionDays * DAY_NS,
    max_bytes: 128 * 1024 ** 2,
    duplicate_window: MS_NS * 1_000,
    allow_direct: true,
  },
  {
    name: LEDGER,
    subjects: ['ledger.>'],
    description: 'What gateways and workers tell of what they did: one record a batch, one a failure.',
    ...durable(limits),
    // It is for people who look: when it is full the newest counts, and nobody waits for it.
    discard: 'old',
    max_age: limits.ledgerHours * 3_600_000 * MS_NS,
    max_bytes: limits.ledgerMaxBytes,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_direct: true,
  },
  {
    name: CHANGES,
    subjects: ['changes.>'],
    description: 'The time line of the pipeline: statuses, circuits, starts and stops.',
    ...durable(limits),
    discard: 'old',
    max_age: 30 * DAY_NS,
    max_bytes: 128 * 1024 ** 2,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_direct: true,
  },
  {
    name: SAMPLES,
    subjects: ['samples.>'],
    description: 'Where every consumer stood, once a minute.',
    ...durable(limits),
    discard: 'old',
    max_age: 30 * DAY_NS,
    max_bytes: 256 * 1024 ** 2,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_direct: true,
  },
  {
    name: IDEMPOTENCY,
    subjects: ['$KV.IDEMPOTENCY.>'],
    description: 'Claims of idempotency keys: a key-value bucket.',
    ...durable(limits),
    max_age: limits.idempotencyHours * 3_600_000 * MS_NS,
    max_bytes: limits.idempotencyMaxBytes,
    max_msgs_per_subject: 1,
    // A bucket's subjects each keep one value; "new" refuses new keys when the bucket is full, drops none.
    duplicate_window: Math.min(limits.duplicateWindowMs, limits.idempotencyHours * 3_600_000) * MS_NS,
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  },
  {
    name: LEASES,
    subjects: ['$KV.LEASES.>'],
    description: 'Who leads what only one may do at a time: a key-value bucket.',
    ...durable(limits),
    max_msgs_per_subject: 1,
    max_bytes: 1024 ** 2,
    duplicate_window: MS_NS * 1_000,
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  },
  {
    name: PROBE,
    subjects: [PROBE_SUBJECT],
    description: 'One message, rewritten: proof that the log confirms writes.',
    ...durable(limits),
    discard: 'old',
    max_msgs: 1,
    max_bytes: 64 * 1024,
    duplicate_window: MS_NS * 1_000,
  },
];
