import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, CLEARS_UNDER, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'dead-letters-many';

/** More dead letters are open than people can look at one by one. */
export function manyDeadLettersRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertDeadLettersMany;
  const time = limits.alertDeadLettersManyForMs;
  return {
    name: NAME,
    title: 'Many dead letters',
    condition: `${countOf(bound, 'dead letter')} or more are open${time === 0 ? '' : ` for ${timeInWords(time)}`}.`,
    thresholds: thresholdsOf(limits, 'alertDeadLettersMany', 'alertDeadLettersManyForMs'),
    forMs: time,
    effect: 'These commands were accepted, but the consumer they failed on has not applied them.',
    whatToDo:
      'So many failures are seldom caused by the events. Look at the largest group and at the worker version it began with. Fix the cause, then replay the group.',
    judge({ deadLetters }) {
      if (!deadLetters.known) return undefined;
      const { open } = deadLetters.value;
      if (open < bound * CLEARS_UNDER) return [];
      return [
        {
          alert: alertId(NAME),
          subject: { kind: 'dead-letters', name: 'open' },
          severity: 'critical',
          over: open >= bound,
          why: `${countOf(open, 'dead letter')} ${open === 1 ? 'is' : 'are'} open (threshold ${formatCount(bound)}).`,
          affected: [],
          measure: {
            size: open,
            words: `${countOf(open, 'dead letter')} ${open === 1 ? 'was' : 'were'} open`,
          },
        },
      ];
    },
  };
}
