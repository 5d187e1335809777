import type { AlertSeverity } from '../../../contracts/operation.ts';
import { isMoreSevere } from './alert-state.ts';

/** The most severe first, then the oldest. */
export const bySeverity = (
  a: { severity: AlertSeverity; raisedAt: string },
  b: { severity: AlertSeverity; raisedAt: string },
): number =>
  isMoreSevere(a.severity, b.severity)
    ? -1
    : isMoreSevere(b.severity, a.severity)
      ? 1
      : a.raisedAt.localeCompare(b.raisedAt);
