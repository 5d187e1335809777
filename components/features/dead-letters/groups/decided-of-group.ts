import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';

type Decided = Pick<DeadLetterSummary, 'changedBy' | 'reason' | 'since'>;

/** The last decision among dead letters of one state, and whether all of them have that one: then it can be undone as one. */
export function decidedOfGroup(
  listed: readonly Decided[],
  total: number,
): { last: Decided; isOne: boolean } | null {
  const [last] = listed.toSorted((one, other) => Date.parse(other.since) - Date.parse(one.since));
  if (!last) return null;
  const isOne =
    listed.length === total &&
    listed.every(({ changedBy, reason }) => changedBy === last.changedBy && reason === last.reason);
  return { last, isOne };
}
