import { healthRoutes } from './health.ts';
import { acceptanceRoutes } from './operations/acceptance.ts';
import { operatorRoutes } from './operations/operator.ts';
import { referenceRoutes } from './reference.ts';

/** Where the operations API describes itself. */
export const operationsReference = referenceRoutes('/ops/openapi.json', '/ops/docs');

/** Every route of the operations API. */
export const operationsRoutes = {
  ...acceptanceRoutes,
  ...operatorRoutes,
  ...healthRoutes,
  ...operationsReference,
};
