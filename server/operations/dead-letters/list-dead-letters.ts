import { hash } from 'node:crypto';
import type { DeadLetterList } from '../../../contracts/dead-letters.ts';
import type { deadLetterRoutes } from '../../../contracts/routes/operations/dead-letters.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { filterOf } from './index-filters.ts';

/** A page of the matching dead letters, and their total. Throws ProblemError, StoreFailure. */
export async function listDeadLetters(
  { index, indexer }: DeadLetterService,
  query: Input<(typeof deadLetterRoutes)['list-dead-letters']>['query'],
): Promise<DeadLetterList> {
  const { sort: order = 'newest', limit = DEFAULT_PAGE, cursor, ...filters } = query;
  // A cursor of another filter would skip some of this one's.
  const scope = { list: 'dead-letters', of: hash('sha256', JSON.stringify([order, filters])) } as const;
  const after = decodeCursor(scope, cursor);
  const filter = filterOf(filters);
  const { result, index: currency } = await readMarked(indexer, () =>
    index.list(filter, {
      limit: limit + 1,
      order,
      ...(after === undefined ? {} : { after: Number(after) }),
    }),
  );
  const { total } = result;
  const deadLetters = result.deadLetters.slice(0, limit);
  const last = deadLetters.at(-1);
  const next = last && result.deadLetters.length > limit ? encodeCursor(scope, String(last.sequence)) : null;
  return { deadLetters, next, total, index: currency };
}
