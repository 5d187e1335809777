import type { Setting } from '../setting.ts';

/** The ledger: what gateways and workers tell of what they did. */
export const ledgerSettings = {
  ledgerHours: {
    kind: 'number',
    variable: 'WAYBILL_LEDGER_HOURS',
    default: 72,
    min: 1,
    max: 8_760,
    unit: 'count',
    meaning: 'How long the ledger is kept, in hours. Traces of older commands are made from the log alone.',
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

  reconciliationIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_INTERVAL_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How often it is counted whether every accepted event is accounted for.',
  },
  reconciliationGraceMs: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_GRACE_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long an acknowledged event may be in no place before the read model is read for it; and how long after that it is read for again, before it is called lost.',
  },
  reconciliationReads: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_READS',
    default: 2_000,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many events the read model is read for at once where the ledger tells nothing of them.',
  },
  reconciliationSample: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_SAMPLE',
    default: 50,
    min: 0,
    max: 10_000,
    unit: 'count',
    meaning:
      'Of how many applied events, chosen by chance, it is read each time whether the read model has them.',
  },
} as const satisfies Record<string, Setting>;
