import type { AlertNotice } from '../../../../contracts/alerts.ts';
import type { AlertState, Undelivered } from '../alert-state.ts';
import { describeRule } from '../describe-rule.ts';
import type { RuleInForce } from '../rules-in-force.ts';

export interface NoticeOptions {
  rules: readonly RuleInForce[];
  environmentName: string;
  /** The console's origin. */
  consoleUrl: string;
}

/** The webhook's notice of one action. The same action always makes the same notice, except for changes to the alert since. */
export function makeNotice(
  { rules, environmentName, consoleUrl }: NoticeOptions,
  alert: AlertState,
  undelivered: Undelivered,
): AlertNotice {
  const { title, effect, whatToDo, runbook } = describeRule(rules, alert);
  return {
    id: undelivered.id,
    kind: undelivered.kind,
    at: undelivered.at,
    environment: environmentName,
    detail: undelivered.detail,
    alert: {
      id: alert.id,
      rule: alert.rule,
      title,
      severity: undelivered.severity,
      since: undelivered.since,
      beganAt: undelivered.beganAt,
      subject: { ...alert.subject },
      affected: alert.affected,
      effect,
      whatToDo,
    },
    link: `${consoleUrl}/alerts/${encodeURIComponent(alert.id)}`,
    runbook,
  };
}
