import type { DeadLetterGroups } from '../../../contracts/dead-letter-groups.ts';
import { trendFrom } from '../../../contracts/ports/trend.ts';
import type { failureGroupRoutes } from '../../../contracts/routes/operations/failure-groups.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { filterOf } from './index-filters.ts';

/** The groups of the matching dead letters, largest first. Throws ProblemError, StoreFailure. */
export async function listGroups(
  { index, indexer }: DeadLetterService,
  query: Input<(typeof failureGroupRoutes)['list-failure-groups']>['query'],
): Promise<DeadLetterGroups> {
  const { by = 'fingerprint', limit = DEFAULT_PAGE, ...filters } = query;
  const now = Date.now();
  const filter = filterOf(filters);
  const { result: found, index: currency } = await readMarked(indexer, () =>
    index.groups(by, filter, limit, now),
  );
  return { ...found, trendFrom: new Date(trendFrom(now)).toISOString(), index: currency };
}
