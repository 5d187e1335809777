import type { FastifyInstance } from 'fastify';
import { ReconciliationQuery } from '../../../contracts/reconciliation.ts';
import type { Reconciler } from './reconciler.ts';
import { showReconciliation } from './show-reconciliation.ts';

/** Whether every accepted event is accounted for: see docs/operations-api.md. */
export function registerReconciliation(app: FastifyInstance, reconciler: Reconciler): void {
  app.get<{ Querystring: ReconciliationQuery }>(
    '/ops/v1/reconciliation',
    { schema: { querystring: ReconciliationQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return showReconciliation(reconciler, request.query);
    },
  );
}
