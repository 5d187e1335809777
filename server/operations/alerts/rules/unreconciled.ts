import { momentInWords, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule, Finding } from '../alert-rule.ts';

const NAME = 'unreconciled';

/** It is not known whether anything is lost. That is not the same as nothing. */
export function unreconciledRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertUnreconciledMs;
  return {
    name: NAME,
    title: 'Not reconciled',
    condition: `For ${timeInWords(bound)} it could not be counted whether everything is accounted for.`,
    thresholds: thresholdsOf(limits, 'alertUnreconciledMs'),
    forMs: 0,
    effect: 'Nothing need be wrong; but if an event were lost, nobody would know.',
    whatToDo:
      'Counting needs the log and the read models: bring back what cannot be reached. The count goes on by itself.',
    judge({ reconciliation, at }) {
      const finding = (alert: string, name: string, since: number, why: string): Finding[] =>
        at - since < bound
          ? []
          : [
              {
                alert,
                concerns: { kind: 'facts', name },
                severity: 'warning',
                over: true,
                why,
                beganAt: since,
                touches: [],
              },
            ];
      if (!reconciliation.known) {
        const { since, why } = reconciliation;
        return finding(
          alertId(NAME),
          'reconciliation',
          since,
          `It is not known since ${momentInWords(since)} whether everything is accounted for: ${why}`,
        );
      }
      return reconciliation.value.flatMap(({ projection, countedAt, unknown }) => {
        const since = Math.min(countedAt, unknown?.since ?? countedAt);
        const moment = momentInWords(since);
        return finding(
          alertId(NAME, projection),
          projection,
          since,
          unknown
            ? `It is not known since ${moment} whether everything is accounted for in ${projection}: ${unknown.why}`
            : `What ${projection} has applied was counted last at ${moment}.`,
        );
      });
    },
  };
}
