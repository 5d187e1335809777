import type { AlertState } from './alert-state.ts';
import { reportedAlert } from './reported-alerts.ts';
import type { RuleInForce } from './rules-in-force.ts';

/** The texts about the rule behind an alert. */
interface RuleDescription {
  title: string;
  effect: string;
  whatToDo: string;
  /** A path in the repository, with an anchor. */
  runbook: string;
}

/** The documentation's entry for the rule: its heading is the rule's name. */
export const runbookOf = (rule: string): string => `docs/alerts.md#${rule}`;

export function describeRule(
  rules: readonly RuleInForce[],
  { id, rule: name }: Pick<AlertState, 'id' | 'rule'>,
): RuleDescription {
  const rule = rules.find((each) => each.rule.name === name)?.rule;
  if (rule) return { ...pick(rule), runbook: runbookOf(rule.name) };
  const reported = reportedAlert(id);
  return { ...pick(reported), runbook: runbookOf(reported.name) };
}

const pick = ({ title, effect, whatToDo }: Omit<RuleDescription, 'runbook'>) => ({
  title,
  effect,
  whatToDo,
});
