import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';

type Decided = Pick<DeadLetterSummary, 'changedBy' | 'reason' | 'since'>;

/** The last decision about dead letters of one state, and whether it covers all of them: then one step can undo it. */
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
