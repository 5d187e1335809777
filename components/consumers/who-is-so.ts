import { formatCount } from '../format/count.ts';
import { titleOf } from '../overview/projections-in-trouble.ts';
import { partitionWords } from './consumer-name.ts';
import type { WholeProjection } from './projection-of.ts';

/**
 * Which partitions of a projection have its status, and of which one the sentence that follows is: `Partition 3` `and 4 more of
 * History are so; partition 3 says of itself: `. The first is said apart, as it is a link.
 */
export function whoIsSo({
  projection: { projection, status },
  partitions,
  worst,
}: Pick<WholeProjection, 'projection' | 'partitions' | 'worst'>): { first: string; rest: string } {
  const own = partitionWords(worst.stream);
  const first = own.charAt(0).toUpperCase() + own.slice(1);
  const alike = partitions.filter((each) => each.status === status).length;
  const title = titleOf(projection);
  const rest =
    alike > 1
      ? ` and ${formatCount(alike - 1)} more of ${title} are so; ${own === 'retries' ? 'the partition of retries' : own} says of itself: `
      : partitions.length > 1
        ? ` of ${title}, and no other: `
        : ` of ${title}: `;
  return { first, rest };
}
