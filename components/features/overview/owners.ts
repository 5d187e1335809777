import type { AlertSummary } from '../../../contracts/alerts.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** At most this many owners are named. */
const NAMED = 3;

/** Names; empty without an owner. */
export type Owners = readonly string[];

/** The owners of an alert: who acknowledged it or, for dead letters, their owners if each has one. Undefined if unknown, which is not the same as no owner.
 */
export function ownersOf(
  { acknowledged, subject }: Pick<AlertSummary, 'acknowledged' | 'subject'>,
  { deadLetters }: Pick<OverviewFacts, 'deadLetters'>,
): Owners | undefined {
  if (acknowledged) return [acknowledged.by];
  if (subject.kind !== 'dead-letters') return [];
  return deadLetters?.known ? (deadLetters.owners ?? undefined) : undefined;
}

/** `no owner`, `owner olga`, `owners olga and per`. */
export function ownerWords(owners: Owners): string {
  const last = owners.at(-1);
  if (last === undefined) return 'no owner';
  if (owners.length === 1) return `owner ${last}`;
  return owners.length > NAMED
    ? `owners ${owners.slice(0, 2).join(', ')} and ${owners.length - 2} others`
    : `owners ${owners.slice(0, -1).join(', ')} and ${last}`;
}
