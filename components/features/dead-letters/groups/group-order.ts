import type { DeadLetterGroup } from '../../../../contracts/dead-letter-groups.ts';
import { grows } from './growth.ts';

export type GroupOrder = 'growing' | 'count' | 'last';

/** Growing groups first, then the largest; or by one of these alone. */
export function orderGroups(
  groups: readonly DeadLetterGroup[],
  order: GroupOrder,
  now: string,
): DeadLetterGroup[] {
  const byCount = (a: DeadLetterGroup, b: DeadLetterGroup) => b.count - a.count || a.key.localeCompare(b.key);
  if (order === 'count') return groups.toSorted(byCount);
  if (order === 'last')
    return groups.toSorted((a, b) => b.failedAt.localeCompare(a.failedAt) || byCount(a, b));
  return groups.toSorted((a, b) => Number(grows(b, now)) - Number(grows(a, now)) || byCount(a, b));
}
