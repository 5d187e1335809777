import type { PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import type { Finding } from './alert-rule.ts';
import type { RuleInForce } from './rules-in-force.ts';

/** The findings of the rules in these facts, by alert. A rule that can't judge keeps its last findings. */
export interface JudgedNow {
  at: number;
  finding(alert: string): Finding | undefined;
}

export function judgeNow(rules: readonly RuleInForce[], facts: PipelineFacts): JudgedNow {
  const findings = new Map<string, Finding>();
  for (const { rule, on } of rules)
    for (const finding of (on && rule.judge(facts)) || []) findings.set(finding.alert, finding);
  return { at: facts.at, finding: (alert) => findings.get(alert) };
}
