import { hash } from 'node:crypto';
import type { ActionList } from '../../../contracts/dead-letters.ts';
import type { actionRoutes } from '../../../contracts/routes/operations/actions.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { actionFilterOf } from './index-filters.ts';

/** A page of the audit log, newest first. Throws ProblemError, StoreFailure. */
export async function listActions(
  { index, indexer }: DeadLetterService,
  query: Input<(typeof actionRoutes)['list-actions']>['query'],
): Promise<ActionList> {
  const { limit = DEFAULT_PAGE, cursor, ...filters } = query;
  const scope = { list: 'actions', of: hash('sha256', JSON.stringify(filters)) } as const;
  const before = decodeCursor(scope, cursor);
  const filter = actionFilterOf(filters);
  const { result: found, index: currency } = await readMarked(indexer, () =>
    index.actions(filter, { limit: limit + 1, ...(before === undefined ? {} : { before: Number(before) }) }),
  );
  const actions = found.actions.slice(0, limit);
  const last = actions.at(-1);
  const next = last && found.actions.length > limit ? encodeCursor(scope, String(last.sequence)) : null;
  return { actions, next, total: found.total, index: currency };
}
