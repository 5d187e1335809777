import type { Setting } from '../setting.ts';

/** The log: its layout and its limits. */
export const logSettings = {
  partitions: {
    kind: 'number',
    variable: 'WAYBILL_PARTITIONS',
    default: 4,
    min: 1,
    max: 1_024,
    unit: 'count',
    meaning:
      'How many partitions a new log gets. An existing log keeps its number; `npm run repartition` starts a new generation with another.',
  },
  replicas: {
    kind: 'number',
    variable: 'WAYBILL_REPLICAS',
    default: 1,
    min: 1,
    max: 5,
    unit: 'count',
    meaning: 'How many servers of a cluster hold each stream. Use 3 in production.',
  },
  retentionDays: {
    kind: 'number',
    variable: 'WAYBILL_RETENTION_DAYS',
    default: 30,
    min: 1,
    max: 3_650,
    unit: 'count',
    meaning: 'How long the log keeps an event, in days.',
  },
  partitionMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_PARTITION_MAX_BYTES',
    default: 2 * 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning:
      'How large one partition of the log may grow. A full partition refuses new events; it drops none. With the defaults (4 partitions of 2 GiB, events of 0.8 KiB) 30 days fit up to about 4 commands a second. At a higher rate Waybill warns when it starts, and by the alert `log-short`.',
  },
  deadLettersMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_DEAD_LETTERS_MAX_BYTES',
    default: 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the stream of dead letters may grow.',
  },
  operationsMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_OPERATIONS_MAX_BYTES',
    default: 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the stream of operators’ actions may grow.',
  },
  operationsRetentionDays: {
    kind: 'number',
    variable: 'WAYBILL_OPERATIONS_RETENTION_DAYS',
    default: 365,
    min: 1,
    max: 36_500,
    unit: 'count',
    meaning:
      'How long operators’ actions are kept, in days. At least as long as events: a rebuild needs the decisions about them.',
  },
  idempotencyMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_IDEMPOTENCY_MAX_BYTES',
    default: 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the bucket of idempotency keys may grow.',
  },
  logCheckMs: {
    kind: 'number',
    variable: 'WAYBILL_LOG_CHECK_MS',
    default: 2_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How often gateways and the operations service check that every stream of the log exists and was not replaced. A missing stream is created again.',
  },
  duplicateWindowMs: {
    kind: 'number',
    variable: 'WAYBILL_DUPLICATE_WINDOW_MS',
    default: 600_000,
    min: 1_000,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long the log remembers message ids. A command is first published within this time, or never.',
  },
} as const satisfies Record<string, Setting>;
