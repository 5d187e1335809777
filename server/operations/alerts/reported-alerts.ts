import type { AlertSeverity } from '../../../contracts/operation.ts';
import type { Concern } from './alert-rule.ts';

/** An alert that no rule judges: a worker reports it of itself, by a name that ends in its projection's. */
export interface ReportedAlert {
  name: string;
  title: string;
  condition: string;
  severity: AlertSeverity;
  effect: string;
  whatToDo: string;
}

export const REPORTED_ALERTS: readonly ReportedAlert[] = [
  {
    name: 'dead-letters-held-back',
    title: 'Dead letters are held back',
    condition: 'Most of what a worker meets cannot be applied, so it makes fewer dead letters, then none.',
    severity: 'critical',
    effect: 'What is held back waits among the retries; what can be applied is applied.',
    whatToDo:
      'It is not the events that are wrong but the worker or its store: start the right version, or put the store right. What waits is then applied by itself.',
  },
];

const UNKNOWN: ReportedAlert = {
  name: 'reported',
  title: 'Reported by a worker',
  condition: 'A worker reports it of itself.',
  severity: 'warning',
  effect: 'What the worker says of it.',
  whatToDo: 'Look in the log of that worker.',
};

/** What is known of an alert that a worker reports. */
export function reportedAlert(alert: string): ReportedAlert & { concerns: Concern } {
  const known = REPORTED_ALERTS.find(({ name }) => alert.startsWith(`${name}-`));
  return known
    ? { ...known, concerns: { kind: 'projection', name: alert.slice(known.name.length + 1) } }
    : { ...UNKNOWN, concerns: { kind: 'worker', name: alert } };
}
