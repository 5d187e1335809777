import { hash } from 'node:crypto';
import type { ChangeList, ChangesQuery } from '../../../contracts/changes.ts';
import type { PipelineChangeKind } from '../../../contracts/pipeline-change.ts';
import type { ChangeFilter, LagHistory } from '../../../contracts/ports/lag-history.ts';
import { readInstant } from '../../http/read-instant.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { limitOf } from '../dead-letters/read-query.ts';

const MAX_LIMIT = 500;

/** A page of the time line, the newest first. Throws ProblemError, StoreFailure. */
export async function listChanges(
  history: LagHistory,
  query: ChangesQuery,
): Promise<Omit<ChangeList, 'index'>> {
  const { limit, cursor, ...filters } = query;
  const scope = { list: 'changes', of: hash('sha256', JSON.stringify(filters)) } as const;
  const before = decodeCursor(scope, cursor);
  const wanted = limitOf(limit, MAX_LIMIT);
  const page = { limit: wanted + 1, ...(before === undefined ? {} : { before: Number(before) }) };
  const found = await history.changes(filterOf(filters), page);
  const shown = found.slice(0, wanted);
  const last = shown.at(-1);
  return {
    changes: shown.map(({ sequence, change }) => ({ sequence, ...change })),
    next: last && found.length > wanted ? encodeCursor(scope, String(last.sequence)) : null,
  };
}

function filterOf({ kind, from, to, ...texts }: Omit<ChangesQuery, 'limit' | 'cursor'>): ChangeFilter {
  const filter: ChangeFilter = { ...texts };
  if (kind !== undefined) filter.kinds = kind.split(',') as PipelineChangeKind[];
  const times = { from: readInstant('from', from), to: readInstant('to', to) };
  if (times.from !== undefined) filter.from = times.from;
  if (times.to !== undefined) filter.to = times.to;
  return filter;
}
