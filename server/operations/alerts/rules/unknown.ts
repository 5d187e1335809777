import type { PipelineFacts } from '../../../../contracts/pipeline-facts.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'unknown';

/** Reconciliation has its own rule: it may take longer. */
const FACTS = {
  consumers: 'The state of consumers',
  log: 'The size of streams',
  deadLetters: 'The number of open dead letters',
  indexes: 'Whether the indexes are current',
} as const satisfies Partial<Record<keyof PipelineFacts, string>>;

/** The facts that the other rules need are unknown: those rules are silent, and silence would look like health. */
export function unknownRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertUnknownMs;
  return {
    name: NAME,
    title: 'Facts unknown',
    condition: `For ${timeInWords(bound)} the state of consumers, streams, dead letters or indexes has been unknown.`,
    thresholds: thresholdsOf(limits, 'alertUnknownMs'),
    forMs: 0,
    effect: 'Until then, alerts about these do not change: firing ones stay, and no new one is raised.',
    whatToDo: "Check whether the log answers the operations service, and read that service's log.",
    judge(facts) {
      return (Object.keys(FACTS) as (keyof typeof FACTS)[]).flatMap((name) => {
        const fact = facts[name];
        if (fact.known || facts.at - fact.since < bound) return [];
        return {
          alert: alertId(NAME, name),
          subject: { kind: 'facts', name },
          severity: 'warning',
          over: true,
          why: `${FACTS[name]} has been unknown for more than ${timeInWords(bound)}: ${fact.why}`,
          beganAt: fact.since,
          affected: [],
        };
      });
    },
  };
}
