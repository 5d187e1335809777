import { hash } from 'node:crypto';
import type { ChangeList } from '../../../contracts/changes.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import type { changeRoutes } from '../../../contracts/routes/operations/changes.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import type { Input } from '../../../contracts/routes/route.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';

/** A page of the pipeline's timeline, newest first. Throws ProblemError, StoreFailure. */
export async function listChanges(
  history: LagHistory,
  query: Input<(typeof changeRoutes)['list-changes']>['query'],
): Promise<Omit<ChangeList, 'index'>> {
  const { limit = DEFAULT_PAGE, cursor, ...filters } = query;
  const { kind: kinds, ...same } = filters;
  const scope = { list: 'changes', of: hash('sha256', JSON.stringify(filters)) } as const;
  const before = decodeCursor(scope, cursor);
  const page = { limit: limit + 1, ...(before === undefined ? {} : { before: Number(before) }) };
  const found = await history.changes(kinds === undefined ? same : { ...same, kinds }, page);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    changes: shown.map(({ sequence, change }) => ({ sequence, ...change })),
    next: last && found.length > limit ? encodeCursor(scope, String(last.sequence)) : null,
  };
}
