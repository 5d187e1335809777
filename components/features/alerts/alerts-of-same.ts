import type { AlertSummary } from '../../../contracts/alerts.ts';

type Concerning = Pick<AlertSummary, 'concerns'>;

/** About all open dead letters, whichever consumer they failed on. */
export const isOfAllDeadLetters = ({ concerns }: Concerning): boolean => concerns.kind === 'dead-letters';

/** Which of these alerts concern what this one does; of all dead letters, what their consumers do. */
export function alertsOfSame<Alert extends Concerning>(
  alert: Concerning,
  others: readonly Alert[],
  failedOn: ReadonlySet<string>,
): Alert[] {
  const isOfFailing = ({ concerns }: Concerning) =>
    concerns.kind === 'projection' && failedOn.has(concerns.name);
  return others.filter(
    (other) =>
      (other.concerns.kind === alert.concerns.kind && other.concerns.name === alert.concerns.name) ||
      (isOfAllDeadLetters(alert) && isOfFailing(other)) ||
      (isOfAllDeadLetters(other) && isOfFailing(alert)),
  );
}
