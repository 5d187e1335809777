import type { AlertAction } from '../../../contracts/operation.ts';
import type { AlertDecision, Recurrence } from './alert-decision.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** The action that records a decision about an alert. */
export function raisingAction({
  finding,
  rule,
  again,
}: Extract<AlertDecision, { kind: 'raise' }>): AlertAction {
  const { severity, subject, affected, why, beganAt, cause } = finding;
  return {
    kind: 'alert-raised',
    detail: again ? `${why} ${backInWords(again)}` : why,
    rule,
    severity,
    subject: { ...subject },
    affected,
    ...(beganAt === undefined ? {} : { beganAt: iso(beganAt) }),
    ...(cause === undefined ? {} : { cause }),
    ...(again ? { again: { quietSince: iso(again.quietSince), returns: again.returns } } : {}),
  };
}

const backInWords = (again: Recurrence): string =>
  again.returns === 1 ? 'The problem had recovered and came back.' : returnsInWords(again);

const returnsInWords = ({ returns }: Recurrence): string =>
  `The alert came back ${returns === 1 ? 'once' : `${returns} times`} since it was raised.`;

/** The action marks the end of the alert; the problem ended earlier, and its peak was earlier still. */
export function clearingAction({
  detail,
  quietSince,
  peak,
  again,
}: Extract<AlertDecision, { kind: 'clear' }>): AlertAction {
  return {
    kind: 'alert-cleared',
    detail: again ? `${detail} ${returnsInWords(again)}` : detail,
    ...(quietSince === undefined ? {} : { quietSince: iso(quietSince) }),
    ...(peak === undefined ? {} : { peak: { at: iso(peak.at), words: peak.words } }),
  };
}
