import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule, Finding } from '../alert-rule.ts';

const NAME = 'unreconciled';

/** Whether anything is lost is unknown, which is not the same as nothing lost. */
export function unreconciledRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertUnreconciledMs;
  return {
    name: NAME,
    title: 'Not reconciled',
    condition: `For ${timeInWords(bound)} Waybill could not count whether everything is accounted for.`,
    thresholds: thresholdsOf(limits, 'alertUnreconciledMs'),
    forMs: 0,
    effect: 'Perhaps nothing is wrong, but Waybill would not notice a lost event.',
    whatToDo:
      'Counting needs the log and the read models: bring back whichever cannot be reached. The count then continues without help.',
    judge({ reconciliation, at }) {
      const long = `more than ${timeInWords(bound)}`;
      const finding = (alert: string, name: string, since: number, why: string): Finding[] =>
        at - since < bound
          ? []
          : [
              {
                alert,
                subject: { kind: 'facts', name },
                severity: 'warning',
                over: true,
                why,
                beganAt: since,
                affected: [],
              },
            ];
      if (!reconciliation.known) {
        const { since, why } = reconciliation;
        return finding(
          alertId(NAME),
          'reconciliation',
          since,
          `Whether everything is accounted for has been unknown for ${long}: ${why}`,
        );
      }
      return reconciliation.value.flatMap(({ projection, countedAt, unknown }) => {
        const since = Math.min(countedAt, unknown?.since ?? countedAt);
        return finding(
          alertId(NAME, projection),
          projection,
          since,
          unknown
            ? `Whether everything is accounted for in ${projection} has been unknown for ${long}: ${unknown.why}`
            : `What ${projection} has applied was last counted ${long} ago.`,
        );
      });
    },
  };
}
