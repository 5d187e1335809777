import { hash } from 'node:crypto';
import type { ListQuery } from '../../../contracts/dead-letter-queries.ts';
import type { DeadLetterList } from '../../../contracts/dead-letters.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { filterOf, limitOf } from './read-query.ts';

const MAX_LIMIT = 500;

/** A page of the dead letters that fit, and how many do. Throws ProblemError, StoreFailure. */
export async function listDeadLetters(
  { index, follower }: DeadLetterService,
  query: ListQuery,
): Promise<DeadLetterList> {
  const { sort: order = 'newest', limit, cursor, ...filters } = query;
  // A cursor of other filters would skip what these have.
  const scope = { list: 'dead-letters', of: hash('sha256', JSON.stringify([order, filters])) } as const;
  const after = decodeCursor(scope, cursor);
  const wanted = limitOf(limit, MAX_LIMIT);
  const filter = filterOf(filters);
  const { result, index: currency } = await readMarked(follower, () =>
    index.list(filter, {
      limit: wanted + 1,
      order,
      ...(after === undefined ? {} : { after: Number(after) }),
    }),
  );
  const { entries, total } = result;
  const deadLetters = entries.slice(0, wanted);
  const last = deadLetters.at(-1);
  const next = last && entries.length > wanted ? encodeCursor(scope, String(last.sequence)) : null;
  return { deadLetters, next, total, index: currency };
}
