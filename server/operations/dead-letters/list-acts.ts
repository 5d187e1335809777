import { hash } from 'node:crypto';
import type { ActsQuery } from '../../../contracts/dead-letter-queries.ts';
import type { ActList } from '../../../contracts/dead-letters.ts';
import { decodeCursor, encodeCursor } from '../../queries/page-cursor.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { actFilterOf, limitOf } from './read-query.ts';

const MAX_LIMIT = 500;

/** A page of the audit trail, the newest first. Throws ProblemError, StoreFailure. */
export async function listActs({ index, follower }: DeadLetterService, query: ActsQuery): Promise<ActList> {
  const { limit, cursor, ...filters } = query;
  const scope = { list: 'acts', of: hash('sha256', JSON.stringify(filters)) } as const;
  const before = decodeCursor(scope, cursor);
  const wanted = limitOf(limit, MAX_LIMIT);
  const filter = actFilterOf(filters);
  const { result: found, index: currency } = await readMarked(follower, () =>
    index.acts(filter, { limit: wanted + 1, ...(before === undefined ? {} : { before: Number(before) }) }),
  );
  const acts = found.acts.slice(0, wanted);
  const last = acts.at(-1);
  const next = last && found.acts.length > wanted ? encodeCursor(scope, String(last.sequence)) : null;
  return { acts, next, total: found.total, index: currency };
}
