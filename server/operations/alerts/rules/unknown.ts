import type { PipelineFacts } from '../../../../contracts/pipeline-facts.ts';
import { momentInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'unknown';

/** Reconciliation has a rule of its own: it may take longer. */
const FACTS = {
  consumers: 'where the consumers stand',
  log: 'how full the streams are',
  deadLetters: 'how many dead letters are open',
  indexes: 'whether the indexes are current',
} as const satisfies Partial<Record<keyof PipelineFacts, string>>;

/** What the other rules are judged by is not known: they are silent, and silence would look like health. */
export function unknownRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertUnknownMs;
  return {
    name: NAME,
    title: 'Facts unknown',
    condition: `For ${timeInWords(bound)} it is unknown where consumers, streams, dead letters or indexes stand.`,
    thresholds: thresholdsOf(limits, 'alertUnknownMs'),
    forMs: 0,
    effect:
      'Alerts about these are not judged meanwhile: what fired goes on firing, and nothing new is raised.',
    whatToDo: 'Look whether the log answers the operations service, and in the log of that service.',
    judge(facts) {
      return (Object.keys(FACTS) as (keyof typeof FACTS)[]).flatMap((name) => {
        const fact = facts[name];
        if (fact.known || facts.at - fact.since < bound) return [];
        return {
          alert: alertId(NAME, name),
          concerns: { kind: 'facts', name },
          severity: 'warning',
          over: true,
          why: `It is not known since ${momentInWords(fact.since)} ${FACTS[name]}: ${fact.why}`,
          beganAt: fact.since,
          touches: [],
        };
      });
    },
  };
}
