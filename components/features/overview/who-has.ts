import type { AlertSummary } from '../../../contracts/alerts.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** So many are named; of more the first two. */
const NAMED = 3;

/** By name; none for nobody. */
export type Owners = readonly string[];

/**
 * Who has what an alert is about: whoever took the alert, or, of dead letters, those they are assigned to where each is.
 * Undefined where that is not known now: it is not said that nobody has them.
 */
export function whoHas(
  { acknowledged, concerns }: Pick<AlertSummary, 'acknowledged' | 'concerns'>,
  { deadLetters }: Pick<OverviewFacts, 'deadLetters'>,
): Owners | undefined {
  if (acknowledged) return [acknowledged.by];
  if (concerns.kind !== 'dead-letters') return [];
  return deadLetters?.known ? (deadLetters.owners ?? undefined) : undefined;
}

/** `nobody has it`, `olga has it`, `olga and per have it`. */
export function hasIt(owners: Owners): string {
  const last = owners.at(-1);
  if (last === undefined) return 'nobody has it';
  if (owners.length === 1) return `${last} has it`;
  return owners.length > NAMED
    ? `${owners.slice(0, 2).join(', ')} and ${owners.length - 2} others have it`
    : `${owners.slice(0, -1).join(', ')} and ${last} have it`;
}
