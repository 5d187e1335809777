import type { AlertDetail } from '../../../contracts/alerts.ts';
import type { DeadLetterGroup } from '../../../contracts/dead-letter-groups.ts';
import {
  consumerHref,
  consumersHref,
  deadLetterGroupHref,
  deadLettersHref,
  projectionHref,
} from '../../ui/links/addresses.ts';

interface NextPage {
  href: string;
  words: string;
}

const OF_THE_SUM = new Set(['lost', 'unreconciled']);

/** A consumer as alerts name it: `stream/consumer`; null for a stream, an index and the like. */
export function consumerOfName(name: string): { stream: string; consumer: string } | null {
  const [stream, consumer, ...rest] = name.split('/');
  return stream && consumer && rest.length === 0 ? { stream, consumer } : null;
}

/** Whether an alert is about dead letters: a rule's, or one by which a worker reports that dead-lettering is paused. */
export const isOfDeadLetters = ({ alert }: Pick<AlertDetail, 'alert'>): boolean =>
  alert.id.startsWith('dead-letters-');

/** The page to open next; null where the console has none for the subject of the alert. */
export function nextPage(
  { alert, affected }: Pick<AlertDetail, 'alert' | 'affected'>,
  groups: readonly Pick<DeadLetterGroup, 'key'>[] = [],
): NextPage | null {
  const { kind, name } = alert.subject;
  if (alert.rule !== null && OF_THE_SUM.has(alert.rule))
    return { href: '/#reconciliation', words: 'See the count' };
  if (isOfDeadLetters({ alert })) {
    const [largest, ...others] = groups;
    if (largest === undefined) return { href: deadLettersHref, words: 'Open the dead letters' };
    const words = `Open the ${others.length > 0 ? 'largest group' : 'group'} of dead letters`;
    return { href: deadLetterGroupHref(largest.key), words };
  }
  if (kind !== 'projection' && kind !== 'consumer') return null;
  if (kind === 'projection') return { href: projectionHref(name), words: `Open ${name} and its partitions` };
  const first = affected.map(consumerOfName).find((each) => each !== null);
  return {
    href: first ? consumerHref(first.stream, first.consumer) : consumersHref,
    words: `Open ${name}`,
  };
}
