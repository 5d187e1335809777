import { countOf } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'index-behind';

/** The console shows data that is older than it looks. */
export function indexBehindRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertIndexBehindMs;
  return {
    name: NAME,
    title: 'Index behind',
    condition: `An index of the operations service has been behind its streams for ${timeInWords(bound)}.`,
    thresholds: thresholdsOf(limits, 'alertIndexBehindMs'),
    forMs: 0,
    effect: 'Lists, counts and traces in the console are older than they look. Commands are not affected.',
    whatToDo:
      'While the index is being rebuilt, wait. Otherwise look at the disk and the log of the operations service. You may delete the index file: the service rebuilds it.',
    judge({ indexes, at }) {
      if (!indexes.known) return undefined;
      return indexes.value
        .filter(({ behindMs }) => behindMs >= bound)
        .map(({ name, behind, behindMs }) => ({
          alert: alertId(NAME, name),
          subject: { kind: 'index', name },
          severity: 'warning',
          over: true,
          why:
            behind > 0
              ? `The index ${name} has been behind for ${timeInWords(behindMs)}: ${countOf(behind, 'message')} now.`
              : `The index ${name} could not reach the ends of its streams for ${timeInWords(behindMs)}: a stream is missing or does not answer.`,
          beganAt: at - behindMs,
          measure: { size: behind, words: `the index was ${countOf(behind, 'message')} behind` },
          affected: [name],
        }));
    },
  };
}
