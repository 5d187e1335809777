import type { AlertSeverity } from '../../../../contracts/operation.ts';
import type { ConsumerFact } from '../../../../contracts/pipeline-facts.ts';
import { alertId } from '../alert-id.ts';
import type { AlertSubject, Finding } from '../alert-rule.ts';

/** The consumers that share one alert. */
interface ConsumerGroup {
  subject: AlertSubject;
  /** At least one. */
  consumers: ConsumerFact[];
  /** The id of a rule's alert on this group. */
  alert(rule: string): string;
}

/**
 * Groups a projection's partitions, which fail together: an outage of a store is one alert, not one per partition. A consumer
 * without a projection is a group of its own.
 */
export function groupConsumers(consumers: readonly ConsumerFact[]): ConsumerGroup[] {
  const groups = new Map<string, ConsumerGroup>();
  for (const consumer of consumers) {
    const { stream, consumer: name, projection } = consumer;
    const key = projection === null ? `consumer ${stream} ${name}` : `projection ${projection}`;
    const group = groups.get(key);
    if (group) {
      group.consumers.push(consumer);
      continue;
    }
    groups.set(key, {
      subject:
        projection === null
          ? { kind: 'consumer', name: `${stream}/${name}` }
          : { kind: 'projection', name: projection },
      consumers: [consumer],
      alert: (rule) => (projection === null ? alertId(rule, stream, name) : alertId(rule, projection)),
    });
  }
  return [...groups.values()];
}

const MAX_TOUCHED = 20;

/** The names of the consumers that an alert affects. */
export const namesOf = (consumers: readonly ConsumerFact[]): string[] =>
  consumers.slice(0, MAX_TOUCHED).map(({ stream, consumer }) => `${stream}/${consumer}`);

/** Other consumers may be slow: they raise no alert. */
export const atMost = (group: ConsumerGroup, severity: AlertSeverity): AlertSeverity =>
  group.subject.kind === 'projection' ? severity : 'warning';

/** The group as the subject of a sentence. */
export const nameInSentence = ({ subject: { kind, name } }: ConsumerGroup): string =>
  kind === 'projection' ? name : `The consumer ${name}`;

/** For a group with an unknown part: firing alerts stay as they are, and none is raised. */
export function keepWhileUnknown(group: ConsumerGroup, rule: string): Finding[] {
  const unknown = group.consumers.filter(({ lag }) => lag === null);
  if (unknown.length === 0) return [];
  const [first] = namesOf(unknown);
  const others = unknown.length === 1 ? '' : ` and ${unknown.length - 1} more`;
  return [
    {
      alert: group.alert(rule),
      subject: group.subject,
      severity: 'warning',
      over: false,
      why: `How many events ${nameInSentence(group)} has not applied is unknown: the lag of ${first}${others} is unknown.`,
      affected: namesOf(unknown),
    },
  ];
}
