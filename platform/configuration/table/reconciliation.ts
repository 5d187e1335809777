import type { Setting } from '../setting.ts';

/** Whether every accepted event is accounted for. */
export const reconciliationSettings = {
  reconciliationIntervalMs: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_INTERVAL_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning: 'How often Waybill counts whether every accepted event is accounted for.',
  },
  reconciliationGraceMs: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_GRACE_MS',
    default: 10_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How long an acknowledged event may be unaccounted for before the read model is read for it; and how long after that it is read again, before the event is lost.',
  },
  reconciliationReads: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_READS',
    default: 2_000,
    min: 1,
    max: 100_000,
    unit: 'count',
    meaning: 'How many events without a record in the ledger are read in the read model at each count.',
  },
  reconciliationSample: {
    kind: 'number',
    variable: 'WAYBILL_RECONCILIATION_SAMPLE',
    default: 50,
    min: 0,
    max: 10_000,
    unit: 'count',
    meaning: 'How many applied events, chosen at random, are read in the read model at each count.',
  },
} as const satisfies Record<string, Setting>;
