/** Every stream's configuration: limits, retention, and what happens when it is full. */

import { MAX_API_KEYS } from '../../../contracts/access/api-key.ts';
import {
  ADVISORIES,
  API_KEY_SUBJECTS,
  API_KEYS,
  ATTEMPTS,
  CHANGES,
  DEAD_LETTERS,
  eventStream,
  IDEMPOTENCY,
  LEASES,
  LEDGER,
  MAX_EVENT_BYTES,
  OPERATIONS,
  PROBE,
  PROBE_SUBJECT,
  RETRIES,
  SNAPSHOTS,
} from './stream-layout.ts';

/** The settings that the layout depends on; the configuration module documents each. */
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

/** The streams that are independent of generations. */
export const fixedStreamConfigs = (limits: LogLimits): StreamConfig[] => [
  {
    name: DEAD_LETTERS,
    subjects: ['dead-letters.>'],
    description: 'Whole copies of events that could not be applied, with the failure in their headers.',
    ...durable(limits),
    // Twice the age of events, so that there is always time to replay it.
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
      'Events that one consumer will retry, at once or at a scheduled time. An acknowledged one is removed.',
    ...durable(limits),
    // A stream that discards new messages refuses schedules. This one has no limit, so it discards nothing.
    discard: 'old',
    retention: 'workqueue',
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_msg_schedules: true,
    allow_direct: true,
  },
  {
    name: ATTEMPTS,
    subjects: ['attempts.>'],
    description: 'Attempts in progress on events that may have crashed a worker.',
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
    description: 'Every action of an operator, with who, why and its outcome: the audit log.',
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
    description: 'The server’s advisories on events that a consumer will not get again.',
    ...durable(limits),
    // The oldest have been read long ago; a full stream must still take the newest.
    discard: 'old',
    max_age: limits.retentionDays * DAY_NS,
    max_bytes: 128 * 1024 ** 2,
    duplicate_window: MS_NS * 1_000,
    allow_direct: true,
  },
  {
    name: LEDGER,
    subjects: ['ledger.>'],
    description: 'What gateways and workers record about their work: one record per batch, one per failure.',
    ...durable(limits),
    // For people to look at: if it is full, the newest records matter more than the oldest.
    discard: 'old',
    max_age: limits.ledgerHours * 3_600_000 * MS_NS,
    max_bytes: limits.ledgerMaxBytes,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_direct: true,
  },
  {
    name: CHANGES,
    subjects: ['changes.>'],
    description: 'The history of the pipeline: statuses, circuits, starts and stops.',
    ...durable(limits),
    discard: 'old',
    max_age: 30 * DAY_NS,
    max_bytes: 128 * 1024 ** 2,
    duplicate_window: limits.duplicateWindowMs * MS_NS,
    allow_direct: true,
  },
  {
    name: SNAPSHOTS,
    subjects: ['snapshots.>'],
    description: 'A snapshot of every consumer, once a minute.',
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
    // A bucket keeps one value per subject; with "new" a full bucket refuses new keys and drops none.
    duplicate_window: Math.min(limits.duplicateWindowMs, limits.idempotencyHours * 3_600_000) * MS_NS,
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  },
  {
    name: LEASES,
    subjects: ['$KV.LEASES.>'],
    description: 'Leases for work that only one process may do at a time: a key-value bucket.',
    ...durable(limits),
    max_msgs_per_subject: 1,
    max_bytes: 1024 ** 2,
    duplicate_window: MS_NS * 1_000,
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  },
  {
    name: API_KEYS,
    subjects: [API_KEY_SUBJECTS],
    description: 'API keys of programs, as digests: a key-value bucket.',
    ...durable(limits),
    max_msgs_per_subject: 1,
    max_msgs: MAX_API_KEYS,
    max_bytes: 32 * 1024 ** 2,
    duplicate_window: MS_NS * 1_000,
    allow_rollup_hdrs: true,
    deny_delete: true,
    allow_direct: true,
  },
  {
    name: PROBE,
    subjects: [PROBE_SUBJECT],
    description: 'One message, rewritten, to prove that the log confirms writes.',
    ...durable(limits),
    discard: 'old',
    max_msgs: 1,
    max_bytes: 64 * 1024,
    duplicate_window: MS_NS * 1_000,
  },
];
