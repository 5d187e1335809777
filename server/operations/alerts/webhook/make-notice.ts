import type { AlertNotice } from '../../../../contracts/alerts.ts';
import type { AlertState, Untold } from '../alert-state.ts';
import { describeRule } from '../describe-rule.ts';
import type { RuleInForce } from '../rules-in-force.ts';

export interface NoticeOptions {
  rules: readonly RuleInForce[];
  environmentName: string;
  /** The console's origin. */
  consoleUrl: string;
}

/** What the webhook is sent of one act. The same act always makes the same notice, but for what became of the alert since. */
export function makeNotice(
  { rules, environmentName, consoleUrl }: NoticeOptions,
  alert: AlertState,
  untold: Untold,
): AlertNotice {
  const { title, effect, whatToDo, runbook } = describeRule(rules, alert);
  return {
    id: untold.id,
    kind: untold.kind,
    at: untold.at,
    environment: environmentName,
    detail: untold.detail,
    alert: {
      id: alert.id,
      rule: alert.rule,
      title,
      severity: untold.severity,
      since: untold.since,
      concerns: { ...alert.concerns },
      touches: alert.touches,
      effect,
      whatToDo,
    },
    link: `${consoleUrl}/alerts/${encodeURIComponent(alert.id)}`,
    runbook,
  };
}
