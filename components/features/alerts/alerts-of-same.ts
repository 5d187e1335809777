import type { AlertSummary } from '../../../contracts/alerts.ts';

type WithSubject = Pick<AlertSummary, 'subject'>;

/** Whether an alert is about all open dead letters, of whichever consumer. */
export const isOfAllDeadLetters = ({ subject }: WithSubject): boolean => subject.kind === 'dead-letters';

/**
 * Which of these alerts have the same target as this one; for an alert about all dead letters, those about their
 * consumers.
 */
export function alertsOfSame<Alert extends WithSubject>(
  alert: WithSubject,
  others: readonly Alert[],
  failedOn: ReadonlySet<string>,
): Alert[] {
  const isOfFailing = ({ subject }: WithSubject) =>
    subject.kind === 'projection' && failedOn.has(subject.name);
  return others.filter(
    (other) =>
      (other.subject.kind === alert.subject.kind && other.subject.name === alert.subject.name) ||
      (isOfAllDeadLetters(alert) && isOfFailing(other)) ||
      (isOfAllDeadLetters(other) && isOfFailing(alert)),
  );
}
