import { counted, momentInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'dead-letters-new';

/** Something that was accepted could not be applied, and nobody has decided about it. */
export function newDeadLettersRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertDeadLettersNewMs;
  return {
    name: NAME,
    title: 'New dead letters',
    condition: `An open dead letter came in the last ${timeInWords(bound)}.`,
    thresholds: thresholdsOf(limits, 'alertDeadLettersNewMs'),
    forMs: 0,
    effect: 'These commands were accepted and are in no read model of the consumer they failed on.',
    whatToDo:
      'Look at the groups of open dead letters: mend the cause first, then replay them; edit or discard what no mending helps.',
    judge({ deadLetters, at }) {
      if (!deadLetters.known) return undefined;
      const { open, newestAt, failedAgainAt } = deadLetters.value;
      const again =
        failedAgainAt === null
          ? ''
          : `; ${open === 1 ? 'it' : 'one'} failed again in a replay at ${momentInWords(failedAgainAt)}`;
      if (open === 0 || newestAt === null || at - newestAt >= bound) return [];
      return [
        {
          alert: alertId(NAME),
          concerns: { kind: 'dead-letters', name: 'open' },
          severity: 'warning',
          over: true,
          why: `${open === 1 ? 'The one open dead letter' : `The newest of ${counted(open, 'open dead letter')}`} came at ${momentInWords(newestAt)}${again}.`,
          touches: [],
          measure: {
            size: open,
            words: `${counted(open, 'dead letter')} ${open === 1 ? 'was' : 'were'} open`,
          },
        },
      ];
    },
  };
}
