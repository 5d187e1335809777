import type { FastifyInstance } from 'fastify';
import { ReconciliationQuery } from '../../../contracts/reconciliation.ts';
import { type OverviewSources, showOverview } from './show-overview.ts';

/** What the console's Overview shows, in one answer: see docs/operations-api.md. */
export function registerOverview(app: FastifyInstance, sources: OverviewSources): void {
  app.get<{ Querystring: ReconciliationQuery }>(
    '/ops/v1/overview',
    { schema: { querystring: ReconciliationQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return showOverview(sources, request.query);
    },
  );
}
