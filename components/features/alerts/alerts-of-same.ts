import type { AlertSummary } from '../../../contracts/alerts.ts';

type WithSubject = Pick<AlertSummary, 'subject'>;

/** About all open dead letters, whichever consumer they failed on. */
export const isOfAllDeadLetters = ({ subject }: WithSubject): boolean => subject.kind === 'dead-letters';

/** Which of these alerts concern what this one does; of all dead letters, what their consumers do. */
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
