import type { AlertAct } from '../../../contracts/operation.ts';
import type { AlertDecision } from './judge-alerts.ts';

const iso = (ms: number): string => new Date(ms).toISOString();

/** What is written down of what was decided. */
export function raisingAct({ finding, rule }: Extract<AlertDecision, { kind: 'raise' }>): AlertAct {
  const { severity, concerns, touches, why, beganAt } = finding;
  return {
    kind: 'alert-raised',
    detail: why,
    rule,
    severity,
    concerns: { ...concerns },
    touches,
    ...(beganAt === undefined ? {} : { beganAt: iso(beganAt) }),
  };
}

/** The act is the end of the alert; what it was about ended before, and was worse before that. */
export function clearingAct({
  detail,
  quietSince,
  peak,
}: Extract<AlertDecision, { kind: 'clear' }>): AlertAct {
  return {
    kind: 'alert-cleared',
    detail,
    ...(quietSince === undefined ? {} : { quietSince: iso(quietSince) }),
    ...(peak === undefined ? {} : { peak: { at: iso(peak.at), words: peak.words } }),
  };
}
