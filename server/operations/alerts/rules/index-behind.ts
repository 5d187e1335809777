import { counted, timeInWords } from '../../in-words.ts';
import { alertId } from '../alert-id.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';

const NAME = 'index-behind';

/** What the console shows is older than it looks. */
export function indexBehindRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertIndexBehindMs;
  return {
    name: NAME,
    title: 'Index behind',
    condition: `An index of the operations service is behind its streams for ${timeInWords(bound)}.`,
    thresholds: thresholdsOf(limits, 'alertIndexBehindMs'),
    forMs: 0,
    effect: 'Lists, counts and traces of the console are older than they look. Commands are not affected.',
    whatToDo:
      'While it is being built anew this is as it should be. Otherwise look at the disk of the operations service and in its log; the file may be deleted, and is made again.',
    judge({ indexes, at }) {
      if (!indexes.known) return undefined;
      return indexes.value
        .filter(({ behindMs }) => behindMs >= bound)
        .map(({ name, behind, behindMs }) => ({
          alert: alertId(NAME, name),
          concerns: { kind: 'index', name },
          severity: 'warning',
          over: true,
          why:
            behind > 0
              ? `The index ${name} is ${counted(behind, 'message')} behind, for ${timeInWords(behindMs)}.`
              : `The index ${name} could not reach its streams’ ends for ${timeInWords(behindMs)}: one is missing, or does not answer.`,
          beganAt: at - behindMs,
          measure: { size: behind, words: `it was ${counted(behind, 'message')} behind` },
          touches: [name],
        }));
    },
  };
}
