import { counted, countInWords, timeInWords } from '../../in-words.ts';
import { type AlertLimits, CLEARS_UNDER, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';
import { atMost, groupConsumers, holdUnknown, namesOf, subjectOf } from './group-consumers.ts';

const NAME = 'lag';

/** Too many events are unprocessed. */
export function lagRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertLagEvents;
  const critical = limits.alertLagCriticalEvents;
  return {
    name: NAME,
    title: 'Consumer lag',
    condition: `A consumer has ${counted(bound, 'unprocessed event')} or more for ${timeInWords(limits.alertLagForMs)}${critical === 0 ? '' : `; critical from ${countInWords(critical)}`}.`,
    thresholds: thresholdsOf(limits, 'alertLagEvents', 'alertLagCriticalEvents', 'alertLagForMs'),
    forMs: limits.alertLagForMs,
    effect:
      'What was accepted is safe in the log. Reads of this read model do not show the newest of it yet.',
    whatToDo:
      'Look whether it drains, and when it will be through. If it does not: look at its status, its store and its workers. A rate that stays this high wants more workers or more partitions.',
    judge({ consumers }) {
      if (!consumers.known) return undefined;
      return groupConsumers(consumers.value).flatMap((group) => {
        // At least so many: a part that isn't known has an alert of its own, by its status.
        const lag = group.consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0);
        const isCritical = critical > 0 && lag >= critical;
        if (lag < bound * CLEARS_UNDER && !isCritical) return holdUnknown(group, NAME);
        return {
          alert: group.alert(NAME),
          concerns: group.concerns,
          severity: atMost(group, isCritical ? 'critical' : 'warning'),
          over: lag >= bound || isCritical,
          why: `${subjectOf(group)} is ${counted(lag, 'event')} behind (alarmed from ${countInWords(bound)}); ${drainOf(group.consumers)}.`,
          measure: { size: lag, words: `${counted(lag, 'event')} waited` },
          touches: namesOf(group.consumers.filter((each) => (each.lag ?? 0) > 0)),
        };
      });
    },
  };
}

function drainOf(consumers: readonly { lag: number | null; drainMs: number | null }[]): string {
  const behind = consumers.filter(({ lag }) => lag !== 0).map(({ drainMs }) => drainMs);
  const known = behind.filter((each) => each !== null);
  return known.length === behind.length
    ? `it will be through in about ${timeInWords(Math.max(0, ...known))}`
    : 'it is not known to be getting through';
}
