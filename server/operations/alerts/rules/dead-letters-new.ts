import { countOf } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'dead-letters-new';

/** An accepted command could not be applied, and no operator has decided about it yet. */
export function newDeadLettersRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertDeadLettersNewMs;
  return {
    name: NAME,
    title: 'New dead letters',
    condition: `An open dead letter was created in the last ${timeInWords(bound)}.`,
    thresholds: thresholdsOf(limits, 'alertDeadLettersNewMs'),
    forMs: 0,
    effect: 'These commands were accepted, but the consumer they failed on has not applied them.',
    whatToDo:
      'Look at the groups of open dead letters. Fix the cause first, then replay them. Edit or discard those that no fix helps.',
    judge({ deadLetters, at }) {
      if (!deadLetters.known) return undefined;
      const { open, newestAt, failedAgainAt } = deadLetters.value;
      if (open === 0 || newestAt === null || at - newestAt >= bound) return [];
      const age = `less than ${timeInWords(bound)} old`;
      const again = failedAgainAt === null ? '' : `; ${open === 1 ? 'it' : 'one'} failed again in a replay`;
      return [
        {
          alert: alertId(NAME),
          subject: { kind: 'dead-letters', name: 'open' },
          severity: 'warning',
          over: true,
          why: `${countOf(open, 'open dead letter')}, ${open === 1 ? age : `the newest ${age}`}${again}.`,
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
