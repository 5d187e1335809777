import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import type { ApiDescription } from '../reference/describe-api.ts';

/** The title and summary of the operations API's reference. */
export const describeOperations = (version: string): ApiDescription => ({
  title: 'Waybill operations',
  version,
  description:
    'What the operations console shows and does: consumers, dead letters, replays, traces, reconciliation and alerts. For operators; served on loopback only.',
  aboutKeys: 'The key of an operator. The first start writes one to `operator-keys.json` in the data folder.',
  routes: operationsRoutes,
});
