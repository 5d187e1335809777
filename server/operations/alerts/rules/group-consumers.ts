import type { AlertSeverity } from '../../../../contracts/operation.ts';
import type { ConsumerFact } from '../../../../contracts/pipeline-facts.ts';
import { alertId } from '../alert-id.ts';
import type { Concern, Finding } from '../alert-rule.ts';

/** The consumers that are alarmed about together. */
export interface ConsumerGroup {
  concerns: Concern;
  /** At least one. */
  consumers: ConsumerFact[];
  /** The id of a rule's alert on this group. */
  alert(rule: string): string;
}

/**
 * A projection's partitions fail together, so they are one: an outage of a store is one alert, not one a partition. A consumer that is
 * nobody's projection stands for itself.
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
      concerns:
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

/** How consumers are named among what an alert touches. */
export const namesOf = (consumers: readonly ConsumerFact[]): string[] =>
  consumers.slice(0, MAX_TOUCHED).map(({ stream, consumer }) => `${stream}/${consumer}`);

/** Others' consumers may be slow as they like: they wake nobody up. */
export const atMost = (group: ConsumerGroup, severity: AlertSeverity): AlertSeverity =>
  group.concerns.kind === 'projection' ? severity : 'warning';

/** Who it is, in a sentence. */
export const subjectOf = ({ concerns: { kind, name } }: ConsumerGroup): string =>
  kind === 'projection' ? name : `The consumer ${name}`;

/** Of a group of which a part isn't known: what fires goes on firing, and nothing is raised. */
export function holdUnknown(group: ConsumerGroup, rule: string): Finding[] {
  const unknown = group.consumers.filter(({ lag }) => lag === null);
  if (unknown.length === 0) return [];
  const [first] = namesOf(unknown);
  const others = unknown.length === 1 ? '' : ` and of ${unknown.length - 1} more`;
  return [
    {
      alert: group.alert(rule),
      concerns: group.concerns,
      severity: 'warning',
      over: false,
      why: `It is not known what ${subjectOf(group)} has not applied yet: the lag of ${first}${others} is unknown.`,
      touches: namesOf(unknown),
    },
  ];
}
