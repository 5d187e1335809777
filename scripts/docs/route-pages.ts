import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { gatewayRoutes } from '../../server/gateway/gateway-routes.ts';

/** The pages of the docs that list every route of an API. */
export const routePages: Readonly<Record<string, RouteTable>> = {
  'docs/api.md': gatewayRoutes,
  'docs/operations-api.md': operationsRoutes,
};
