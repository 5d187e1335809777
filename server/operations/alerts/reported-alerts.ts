import { HELD_BACK_ALERT } from '../../../contracts/held-back-alert.ts';
import type { AlertSeverity } from '../../../contracts/operation.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
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
    name: HELD_BACK_ALERT,
    title: 'Dead letters are held back',
    condition: 'Most of what a worker meets cannot be applied, so it makes fewer dead letters, then none.',
    severity: 'critical',
    effect:
      'Nothing is lost: what is held back waits among the retries and is tried again every minute; what can be applied is applied.',
    whatToDo:
      'As a rule not the events are wrong but the worker or its store: look at the largest group of dead letters, and at the version it failed on; start the right version, or put the store right. What waits is then applied by itself, and the group can be replayed.',
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

/** Whether a worker still reports an alert that no rule judges; undefined where nobody can tell. */
export type StillReported = (alert: string) => boolean | undefined;

/** Whether any worker that is heard of holds back dead letters; without one, or while silence says nothing, nobody can tell. */
export const stillHeldBack =
  (heartbeats: Pick<HeartbeatListener, 'processes' | 'isCertain'>): StillReported =>
  (alert) => {
    const { name, concerns } = reportedAlert(alert);
    if (name !== HELD_BACK_ALERT || !heartbeats.isCertain) return undefined;
    const workers = heartbeats
      .processes()
      .flatMap(({ heartbeat: { worker } }) => (worker?.projection === concerns.name ? [worker] : []));
    return workers.length === 0 ? undefined : workers.some(({ brake }) => brake !== 'off');
  };
