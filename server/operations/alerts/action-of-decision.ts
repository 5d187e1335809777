import type { AlertAction } from '../../../contracts/operation.ts';
import type { Again, AlertDecision } from './judge-alerts.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** What is written down of what was decided. */
export function raisingAction({
  finding,
  rule,
  again,
}: Extract<AlertDecision, { kind: 'raise' }>): AlertAction {
  const { severity, concerns, touches, why, beganAt, cause } = finding;
  return {
    kind: 'alert-raised',
    detail: again ? `${why} ${backInWords(again)}` : why,
    rule,
    severity,
    concerns: { ...concerns },
    touches,
    ...(beganAt === undefined ? {} : { beganAt: iso(beganAt) }),
    ...(cause === undefined ? {} : { cause }),
    ...(again ? { again: { quietSince: iso(again.quietSince), returns: again.returns } } : {}),
  };
}

const backInWords = ({ quietSince, returns }: Again): string =>
  returns === 1
    ? `The alert had been below its bound since ${iso(quietSince)}.`
    : returnsInWords({ quietSince, returns });

const returnsInWords = ({ quietSince, returns }: Again): string =>
  `The alert came back ${returns === 1 ? 'once' : `${returns} times`} since it was raised, the last time after ${iso(quietSince)}.`;

/** The act is the end of the alert; what it was about ended before, and was worse before that. */
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
