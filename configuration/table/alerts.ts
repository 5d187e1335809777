import type { Setting } from '../setting.ts';

/** Alerts on the pipeline. */
export const alertsSettings = {
  alertEvaluateMs: {
    kind: 'number',
    variable: 'WAYBILL_ALERT_EVALUATE_MS',
    default: 5_000,
    min: 200,
    max: 60_000,
    unit: 'ms',
    meaning: 'How often the rules of the alerts are judged.',
  },
} as const satisfies Record<string, Setting>;
