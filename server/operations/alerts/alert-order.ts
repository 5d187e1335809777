import type { AlertSeverity } from '../../../contracts/operation.ts';
import { isGraver } from './alert-state.ts';

/** The most severe first, then the oldest. */
export const bySeverity = (
  a: { severity: AlertSeverity; raisedAt: string },
  b: { severity: AlertSeverity; raisedAt: string },
): number =>
  isGraver(a.severity, b.severity)
    ? -1
    : isGraver(b.severity, a.severity)
      ? 1
      : a.raisedAt.localeCompare(b.raisedAt);
