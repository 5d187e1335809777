import type { Setting } from '../setting.ts';

/** The ledger: what gateways and workers record about their work. */
export const ledgerSettings = {
  ledger: {
    kind: 'text',
    variable: 'WAYBILL_LEDGER',
    default: 'on',
    pattern: /^(on|off)$/,
    form: '"on" or "off"',
    meaning:
      'Whether gateways and workers record their work in the ledger. Without it, traces have only the log’s times, and nothing can be reconciled.',
  },
  ledgerFlushMs: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_FLUSH_MS',
    default: 200,
    min: 1,
    max: 60_000,
    unit: 'ms',
    meaning:
      'The least time between two messages of one process to the ledger. After a quiet time the first is sent at once.',
  },
  ledgerMessageBytes: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_MESSAGE_BYTES',
    default: 128 * 1024,
    min: 64 * 1024,
    max: 512 * 1024,
    unit: 'bytes',
    meaning: 'How large one message to the ledger may be; it holds several records.',
  },
  ledgerQueueRecords: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_QUEUE_RECORDS',
    default: 20_000,
    min: 10,
    max: 1_000_000,
    unit: 'count',
    meaning:
      'How many records may wait in a process while the ledger can’t be reached. Newer ones are only counted; the ledger then records how many are missing.',
  },
  ledgerQueueBytes: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_QUEUE_BYTES',
    default: 16 * 1024 ** 2,
    min: 128 * 1024,
    max: 1024 ** 3,
    unit: 'bytes',
    meaning: 'The same in bytes.',
  },
  ledgerHours: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_HOURS',
    default: 72,
    min: 1,
    max: 8_760,
    unit: 'count',
    meaning: 'How long the ledger is kept, in hours. Traces of older commands come from the log alone.',
  },
  ledgerMaxBytes: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_MAX_BYTES',
    default: 2 * 1024 ** 3,
    min: 1024 ** 2,
    max: 16 * 1024 ** 4,
    unit: 'bytes',
    meaning: 'How large the stream of the ledger may grow. A full one drops its oldest records.',
  },
  ledgerIndexRows: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_INDEX_ROWS',
    default: 10_000_000,
    min: 100_000,
    max: 1_000_000_000,
    unit: 'count',
    meaning:
      'How many commands, and how many batches, the ledger’s index (ledger-index.sqlite) holds at most, at some 300 bytes each. The oldest are removed first.',
  },
  traceSearchMs: {
    kind: 'number',
    variable: 'WAYBILL_TRACE_SEARCH_MS',
    default: 1_000,
    min: 10,
    max: 30_000,
    unit: 'ms',
    meaning: 'How long one search of the traces may take. The answer says if the time ran out.',
  },
} as const satisfies Record<string, Setting>;
