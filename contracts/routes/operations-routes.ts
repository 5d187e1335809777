import { healthRoutes } from './health.ts';
import { acceptanceRoutes } from './operations/acceptance.ts';
import { actionRoutes } from './operations/actions.ts';
import { alertRoutes } from './operations/alerts.ts';
import { apiKeyRoutes } from './operations/api-keys.ts';
import { changeRoutes } from './operations/changes.ts';
import { commandViewRoutes } from './operations/commands.ts';
import { consumerRoutes } from './operations/consumers.ts';
import { deadLetterRoutes } from './operations/dead-letters.ts';
import { failureGroupRoutes } from './operations/failure-groups.ts';
import { liveRoutes } from './operations/live.ts';
import { overviewRoutes } from './operations/overview.ts';
import { peopleRoutes } from './operations/people.ts';
import { principalRoutes } from './operations/principal.ts';
import { reconciliationRoutes } from './operations/reconciliation.ts';
import { replayRoutes } from './operations/replays.ts';
import { traceRoutes } from './operations/traces.ts';
import { referenceRoutes } from './reference.ts';

/** Where the operations API's reference is. */
export const operationsReference = referenceRoutes('ops/openapi.json', 'ops/docs');

/** Every route of the operations API. */
export const operationsRoutes = {
  ...principalRoutes,
  ...overviewRoutes,
  ...reconciliationRoutes,
  ...acceptanceRoutes,
  ...commandViewRoutes,
  ...traceRoutes,
  ...deadLetterRoutes,
  ...failureGroupRoutes,
  ...actionRoutes,
  ...replayRoutes,
  ...consumerRoutes,
  ...changeRoutes,
  ...alertRoutes,
  ...apiKeyRoutes,
  ...peopleRoutes,
  ...liveRoutes,
  ...healthRoutes,
  ...operationsReference,
};

export type OperationsRoutes = typeof operationsRoutes;
