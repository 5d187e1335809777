import { hash } from 'node:crypto';
import type { ActionsQuery } from '../../../contracts/dead-letter-queries.ts';
import type { ActionList } from '../../../contracts/dead-letters.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { actionFilterOf, limitOf } from './read-query.ts';

const MAX_LIMIT = 500;

/** A page of the audit trail, the newest first. Throws ProblemError, StoreFailure. */
export async function listActions(
  { index, follower }: DeadLetterService,
  query: ActionsQuery,
): Promise<ActionList> {
  const { limit, cursor, ...filters } = query;
  const scope = { list: 'actions', of: hash('sha256', JSON.stringify(filters)) } as const;
  const before = decodeCursor(scope, cursor);
  const wanted = limitOf(limit, MAX_LIMIT);
  const filter = actionFilterOf(filters);
  const { result: found, index: currency } = await readMarked(follower, () =>
    index.actions(filter, { limit: wanted + 1, ...(before === undefined ? {} : { before: Number(before) }) }),
  );
  const actions = found.actions.slice(0, wanted);
  const last = actions.at(-1);
  const next = last && found.actions.length > wanted ? encodeCursor(scope, String(last.sequence)) : null;
  return { actions, next, total: found.total, index: currency };
}
