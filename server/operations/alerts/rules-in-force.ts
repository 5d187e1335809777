import type { AlertLimits } from './alert-limits.ts';
import type { AlertRule } from './alert-rule.ts';
import { manyDeadLettersRule } from './rules/dead-letters-many.ts';
import { newDeadLettersRule } from './rules/dead-letters-new.ts';
import { indexBehindRule } from './rules/index-behind.ts';
import { lagRule } from './rules/lag.ts';
import { fullLogRule } from './rules/log-full.ts';
import { shortLogRule } from './rules/log-short.ts';
import { lostRule } from './rules/lost.ts';
import { oldestRule } from './rules/oldest.ts';
import { retentionRule } from './rules/retention.ts';
import { statusRule } from './rules/status.ts';
import { streamLostRule } from './rules/stream-lost.ts';
import { unknownRule } from './rules/unknown.ts';
import { unreconciledRule } from './rules/unreconciled.ts';

const all = [
  lostRule,
  streamLostRule,
  retentionRule,
  statusRule,
  oldestRule,
  lagRule,
  newDeadLettersRule,
  manyDeadLettersRule,
  fullLogRule,
  shortLogRule,
  unreconciledRule,
  indexBehindRule,
  unknownRule,
];

export interface RuleInForce {
  rule: AlertRule;
  on: boolean;
}

/** Every rule with the bounds of these settings, and whether it is judged. */
export function rulesInForce(limits: AlertLimits): RuleInForce[] {
  const off = new Set(limits.alertRulesOff.split(','));
  return all.map((make) => {
    const rule = make(limits);
    return { rule, on: !off.has(rule.name) };
  });
}
