import { timeInWords } from '../../../../contracts/words/duration.ts';
import { type AlertLimits, CLEARS_UNDER, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';
import { atMost, groupConsumers, keepWhileUnknown, namesOf } from './group-consumers.ts';

const NAME = 'oldest';

/** One event has waited too long, whatever happened to the others. */
export function oldestRule(limits: AlertLimits): AlertRule {
  const bound = limits.alertOldestMs;
  const critical = limits.alertOldestCriticalMs;
  return {
    name: NAME,
    title: 'Age of the oldest unprocessed event',
    condition: `The oldest unprocessed event of a consumer has been ${timeInWords(bound)} old or older for ${timeInWords(limits.alertOldestForMs)}${critical === 0 ? '' : `; critical from ${timeInWords(critical)}`}.`,
    thresholds: thresholdsOf(limits, 'alertOldestMs', 'alertOldestCriticalMs', 'alertOldestForMs'),
    forMs: limits.alertOldestForMs,
    effect: 'Whoever sent that command still reads the old data.',
    whatToDo:
      "Open the consumer's page: it shows the event and what delays it. If only one event is stuck, its trace says what it waits for. If all events wait, the consumer's status says why.",
    judge({ consumers, at }) {
      if (!consumers.known) return undefined;
      return groupConsumers(consumers.value).flatMap((group) => {
        const waiting = group.consumers
          .filter(({ oldestAt }) => oldestAt !== null)
          .sort((a, b) => a.oldestAt! - b.oldestAt!);
        const oldest = waiting[0];
        if (!oldest) return keepWhileUnknown(group, NAME);
        const age = at - oldest.oldestAt!;
        const isCritical = critical > 0 && age >= critical;
        if (age < bound * CLEARS_UNDER && !isCritical) return keepWhileUnknown(group, NAME);
        return {
          alert: group.alert(NAME),
          subject: group.subject,
          severity: atMost(group, isCritical ? 'critical' : 'warning'),
          over: age >= bound || isCritical,
          why: `The oldest unprocessed event of ${group.subject.name} has waited for ${timeInWords(age)} on ${oldest.stream} (threshold ${timeInWords(bound)}).`,
          // No `since`: the event was not old yet when it was stored.
          ...(age >= bound ? { beganAt: oldest.oldestAt! + bound } : {}),
          measure: { size: age, words: `the oldest event had waited for ${timeInWords(age)}` },
          affected: namesOf(waiting),
        };
      });
    },
  };
}
