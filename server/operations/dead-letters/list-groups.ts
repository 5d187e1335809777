import type { DeadLetterGroups } from '../../../contracts/dead-letter-groups.ts';
import type { GroupsQuery } from '../../../contracts/dead-letter-queries.ts';
import { trendFrom } from '../../../contracts/ports/trend.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { filterOf, limitOf } from './read-query.ts';

const MAX_LIMIT = 500;

/** The groups of the dead letters that fit, the largest first. Throws ProblemError, StoreFailure. */
export async function listGroups(
  { index, follower }: DeadLetterService,
  query: GroupsQuery,
): Promise<DeadLetterGroups> {
  const { by = 'fingerprint', limit, ...filters } = query;
  const now = Date.now();
  const filter = filterOf(filters);
  const { result: found, index: currency } = await readMarked(follower, () =>
    index.groups(by, filter, limitOf(limit, MAX_LIMIT), now),
  );
  return { ...found, trendFrom: new Date(trendFrom(now)).toISOString(), index: currency };
}
