import type { Setting } from '../setting.ts';

/** The watch over all consumers of the log. */
export const consumersSettings = {
  consumerSampleMs: {
    kind: 'number',
    variable: 'WAYBILL_CONSUMER_SAMPLE_MS',
    default: 5_000,
    min: 200,
    max: 60_000,
    unit: 'ms',
    meaning: 'How often it is looked where every consumer stands.',
  },
} as const satisfies Record<string, Setting>;
