import type { FastifyInstance } from 'fastify';
import { reconciliationRoutes } from '../../../contracts/routes/operations/reconciliation.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import type { Reconciler } from './reconciler.ts';
import { showReconciliation } from './show-reconciliation.ts';

/** Whether every accepted event is accounted for: see docs/operations-api.md. */
export function registerReconciliation(app: FastifyInstance, reconciler: Reconciler): void {
  registerRoutes(app, reconciliationRoutes, {
    'read-reconciliation': ({ query }) => showReconciliation(reconciler, query),
  });
}
