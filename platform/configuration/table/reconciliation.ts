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
