import type { FastifyInstance } from 'fastify';
import type { LagHistory } from '../../../contracts/ports/lag-history.ts';
import { changeRoutes } from '../../../contracts/routes/operations/changes.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { readMarked } from '../indexing/complete-reading.ts';
import type { HistoryIndexer } from './history-indexer.ts';
import { listChanges } from './list-changes.ts';

/** The timeline of the pipeline. */
export function registerChanges(
  app: FastifyInstance,
  { history, changes }: { history: LagHistory; changes: HistoryIndexer },
): void {
  registerRoutes(app, changeRoutes, {
    async 'list-changes'({ query }) {
      const { result, index } = await readMarked(changes, () => listChanges(history, query));
      return { ...result, index };
    },
  });
}
