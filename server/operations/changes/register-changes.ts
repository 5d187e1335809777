import type { FastifyInstance } from 'fastify';
import { ChangesQuery } from '../../../contracts/changes.ts';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { HistoryIndexer } from './history-indexer.ts';
import { listChanges } from './list-changes.ts';

/** The time line of the pipeline. */
export function registerChanges(
  app: FastifyInstance,
  { history, changes }: { history: LagHistory; changes: HistoryIndexer },
): void {
  app.get<{ Querystring: ChangesQuery }>(
    '/ops/v1/changes',
    { schema: { querystring: ChangesQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { result, index } = await readMarked(changes, () => listChanges(history, request.query));
      return { ...result, index };
    },
  );
}
