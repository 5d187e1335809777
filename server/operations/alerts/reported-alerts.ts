import { DEAD_LETTERING_PAUSED } from '../../../contracts/dead-lettering-paused.ts';
import type { AlertSeverity } from '../../../contracts/operation.ts';
import type { HeartbeatListener } from '../heartbeats/heartbeat-listener.ts';
import type { AlertSubject } from './alert-rule.ts';

/** An alert that no rule judges: a worker reports it, by a name that ends in its projection's. */
interface ReportedAlert {
  name: string;
  title: string;
  condition: string;
  severity: AlertSeverity;
  effect: string;
  whatToDo: string;
}

export const REPORTED_ALERTS: readonly ReportedAlert[] = [
  {
    name: DEAD_LETTERING_PAUSED,
    title: 'Dead-lettering paused',
    condition: 'Most events fail in a worker, so it limits its dead letters, then stops writing them.',
    severity: 'critical',
    effect:
      'Nothing is lost: events that fail stay in the retry queue and are tried again every minute; all others are applied.',
    whatToDo:
      'Usually the worker or its store is wrong, not the events. Look at the largest group of dead letters and at the worker version it failed on. Start the right version, or fix the store. The waiting events are then applied without further action, and the group can be replayed.',
  },
];

const UNKNOWN: ReportedAlert = {
  name: 'reported',
  title: 'Reported by a worker',
  condition: 'A worker reports this alert.',
  severity: 'warning',
  effect: "The worker's report describes the effect.",
  whatToDo: "Read that worker's log.",
};

/** What is known of an alert that a worker reports. */
export function reportedAlert(alert: string): ReportedAlert & { subject: AlertSubject } {
  const known = REPORTED_ALERTS.find(({ name }) => alert.startsWith(`${name}-`));
  return known
    ? { ...known, subject: { kind: 'projection', name: alert.slice(known.name.length + 1) } }
    : { ...UNKNOWN, subject: { kind: 'worker', name: alert } };
}

/** Whether a worker still reports an alert that no rule judges; undefined if unknown. */
export type StillReported = (alert: string) => boolean | undefined;

/**
 * Whether any connected worker limits its dead letters. Unknown without a connected worker, or while silence proves nothing.
 */
export const stillReportedIn =
  (heartbeats: Pick<HeartbeatListener, 'processes' | 'isCertain'>): StillReported =>
  (alert) => {
    const { name, subject } = reportedAlert(alert);
    if (name !== DEAD_LETTERING_PAUSED || !heartbeats.isCertain) return undefined;
    const workers = heartbeats
      .processes()
      .flatMap(({ heartbeat: { worker } }) => (worker?.projection === subject.name ? [worker] : []));
    return workers.length === 0 ? undefined : workers.some(({ brake }) => brake !== 'off');
  };
