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
} as const satisfies Record<string, Setting>;
