import type { Settings } from '../../../platform/configuration/settings.ts';
import { alertsSettings } from '../../../platform/configuration/table/alerts.ts';
import type { Threshold } from './alert-rule.ts';

/** The bounds of the rules. `platform/configuration/table/alerts.ts` documents each. */
export type AlertLimits = Pick<
  Settings,
  | 'alertRulesOff'
  | 'alertClearMs'
  | 'alertLagEvents'
  | 'alertLagCriticalEvents'
  | 'alertLagForMs'
  | 'alertOldestMs'
  | 'alertOldestCriticalMs'
  | 'alertOldestForMs'
  | 'alertStatusForMs'
  | 'alertRetentionMs'
  | 'alertRetentionForMs'
  | 'alertDeadLettersNewMs'
  | 'alertDeadLettersMany'
  | 'alertDeadLettersManyForMs'
  | 'alertLogFullPercent'
  | 'alertLogFullForMs'
  | 'alertLogShortForMs'
  | 'alertLostForMs'
  | 'alertStreamLostMs'
  | 'idempotencyHours'
  | 'alertUnreconciledMs'
  | 'alertIndexBehindMs'
  | 'alertUnknownMs'
>;

type NumberOf = Extract<
  {
    [Name in keyof AlertLimits]: AlertLimits[Name] extends number ? Name : never;
  }[keyof AlertLimits],
  keyof typeof alertsSettings
>;

/** The bounds in the units of the settings. */
export const thresholdsOf = (limits: AlertLimits, ...names: NumberOf[]): Threshold[] =>
  names.map((name) => ({
    setting: alertsSettings[name].variable,
    value: limits[name],
    unit: alertsSettings[name].unit,
  }));

/** An alert raised at a bound clears below this share of the bound, so that it does not flap with every event. */
export const CLEARS_UNDER = 0.8;
