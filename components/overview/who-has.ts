import type { AlertSummary } from '../../contracts/alerts.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** So many are named; of more the first two. */
const NAMED = 3;

/**
 * Who has what an alert is about: whoever took the alert, or, of dead letters, those they are assigned to where each is; null
 * for nobody.
 */
export function whoHas(
  { acknowledged, concerns }: Pick<AlertSummary, 'acknowledged' | 'concerns'>,
  { deadLetters }: Pick<OverviewFacts, 'deadLetters'>,
): string | null {
  if (acknowledged) return acknowledged.by;
  return concerns.kind === 'dead-letters' && deadLetters?.known ? ownersInWords(deadLetters.owners) : null;
}

/** `olga`, `olga and per`; null for nobody. */
export function ownersInWords(owners: readonly string[]): string | null {
  if (owners.length === 0) return null;
  if (owners.length > NAMED) return `${owners.slice(0, 2).join(', ')} and ${owners.length - 2} others`;
  const last = owners.at(-1)!;
  return owners.length === 1 ? last : `${owners.slice(0, -1).join(', ')} and ${last}`;
}

export const hasIt = (who: string | null): string =>
  who === null ? 'nobody has it' : `${who} ${who.includes(' and ') ? 'have' : 'has'} it`;
