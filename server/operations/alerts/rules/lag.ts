import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { type AlertLimits, CLEARS_UNDER, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';
import { atMost, groupConsumers, keepWhileUnknown, nameInSentence, namesOf } from './group-consumers.ts';

const NAME = 'lag';

/** Too many events are unprocessed. */
export function lagRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertLagEvents;
  const critical = limits.alertLagCriticalEvents;
  return {
    name: NAME,
    title: 'Consumer lag',
    condition: `A consumer has had ${countOf(bound, 'unprocessed event')} or more for ${timeInWords(limits.alertLagForMs)}${critical === 0 ? '' : `; critical from ${formatCount(critical)}`}.`,
    thresholds: thresholdsOf(limits, 'alertLagEvents', 'alertLagCriticalEvents', 'alertLagForMs'),
    forMs: limits.alertLagForMs,
    effect:
      'Accepted commands are safe in the log. Reads of this read model do not show the newest of them yet.',
    whatToDo:
      "Check whether the lag shrinks, and its ETA. If the lag does not shrink, look at the consumer's status, store and workers. If the rate stays this high, add workers or partitions.",
    judge({ consumers }) {
      if (!consumers.known) return undefined;
      return groupConsumers(consumers.value).flatMap((group) => {
        // A lower bound: a part that is unknown has its own alert, by its status.
        const lag = group.consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0);
        const isCritical = critical > 0 && lag >= critical;
        if (lag < bound * CLEARS_UNDER && !isCritical) return keepWhileUnknown(group, NAME);
        return {
          alert: group.alert(NAME),
          subject: group.subject,
          severity: atMost(group, isCritical ? 'critical' : 'warning'),
          over: lag >= bound || isCritical,
          why: `${nameInSentence(group)} is ${countOf(lag, 'event')} behind (threshold ${formatCount(bound)}); ${drainOf(group.consumers)}.`,
          measure: { size: lag, words: `the lag was ${countOf(lag, 'event')}` },
          affected: namesOf(group.consumers.filter((each) => (each.lag ?? 0) > 0)),
        };
      });
    },
  };
}

function drainOf(consumers: readonly { lag: number | null; drainMs: number | null }[]): string {
  const behind = consumers.filter(({ lag }) => lag !== 0).map(({ drainMs }) => drainMs);
  const known = behind.filter((each) => each !== null);
  return known.length === behind.length
    ? `ETA: about ${timeInWords(Math.max(0, ...known))}`
    : 'the ETA is unknown';
}
