import type { Peak } from './alert-peaks.ts';
import type { Finding } from './alert-rule.ts';

export type AlertDecision =
  | { kind: 'raise'; rule: string; finding: Finding; again?: Recurrence }
  | {
      kind: 'clear';
      alert: string;
      detail: string;
      quietSince: number | undefined;
      peak: Peak | undefined;
      /** Returns of the problem that were too short to raise the alert again. */
      again?: Recurrence;
    };

/** A firing alert was below its bound and exceeds it again before it cleared. */
export interface Recurrence {
  /** Unix ms: when the alert last became quiet. */
  quietSince: number;
  /** How often it came back since it was raised last. */
  returns: number;
}
