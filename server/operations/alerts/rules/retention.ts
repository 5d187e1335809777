import { formatCount } from '../../../../contracts/words/count.ts';
import { timeInWords } from '../../../../contracts/words/duration.ts';
import { type AlertLimits, thresholdsOf } from '../alert-limits.ts';
import type { AlertRule } from '../alert-rule.ts';
import { atMost, groupConsumers, keepWhileUnknown, namesOf } from './group-consumers.ts';

const NAME = 'retention';
/** With a short retention every event would be close to its expiry. */
const SHARE_OF_RETENTION = 1 / 4;
const CLEARS_OVER = 1.2;

/** The log is about to drop unprocessed events: the one case in which an outage costs data. */
export function retentionRule(limits: AlertLimits): AlertRule {
  const most = limits.alertRetentionMs;
  return {
    name: NAME,
    title: 'Unprocessed events expire soon',
    condition: `The log drops the oldest unprocessed event of a consumer in less than ${timeInWords(most)}, or in less than a quarter of its retention where that is shorter.`,
    thresholds: thresholdsOf(limits, 'alertRetentionMs', 'alertRetentionForMs'),
    forMs: limits.alertRetentionForMs,
    effect:
      'An event that expires unprocessed never reaches this read model: the accepted command is lost to it.',
    whatToDo:
      "Get the consumer to process these events before then. If there is not enough time, lengthen the stream's retention (WAYBILL_RETENTION_DAYS, then restart the gateway), and make sure the disk has room.",
    judge({ consumers, at }) {
      if (!consumers.known) return undefined;
      return groupConsumers(consumers.value).flatMap((group) => {
        const due = group.consumers
          .flatMap((each) => {
            const { oldestAt, oldestExpiresAt } = each;
            if (oldestAt === null || oldestExpiresAt === null) return [];
            const bound = Math.min(most, (oldestExpiresAt - oldestAt) * SHARE_OF_RETENTION);
            const left = oldestExpiresAt - at;
            return left < bound * CLEARS_OVER
              ? [{ each, left, over: left < bound, crossedAt: oldestExpiresAt - bound }]
              : [];
          })
          .sort((a, b) => a.left - b.left);
        const first = due[0];
        if (!first) return keepWhileUnknown(group, NAME);
        const over = due.filter((one) => one.over);
        return {
          alert: group.alert(NAME),
          subject: group.subject,
          severity: atMost(group, 'critical'),
          over: over.length > 0,
          why: `The log drops the oldest unprocessed event of ${group.subject.name} on ${first.each.stream} in ${timeInWords(first.left)}; ${formatCount(first.each.lag ?? 1)} events are unprocessed there.`,
          // No `since`: when the event was stored there was no problem yet.
          ...(over.length > 0 ? { beganAt: Math.min(...over.map(({ crossedAt }) => crossedAt)) } : {}),
          affected: namesOf(due.map(({ each }) => each)),
        };
      });
    },
  };
}
