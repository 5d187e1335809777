import { Reconciliation } from '../../reconciliation.ts';
import { defineRoutes } from '../route.ts';
import { StoredWithin } from './window.ts';

/** The reconciliation. */
export const reconciliationRoutes = defineRoutes({
  'read-reconciliation': {
    method: 'GET',
    path: '/ops/v1/reconciliation',
    summary: 'Read the reconciliation',
    description: 'Whether every event accepted in a window is accounted for, by projection.',
    permission: 'pipeline:read',
    query: StoredWithin,
    answers: { 200: { description: 'The reconciliation.', schema: Reconciliation } },
  },
});
