import type { ApiDescription } from '../reference/describe-api.ts';
import { gatewayRoutes } from './gateway-routes.ts';

/** The gateway's API, for its reference. */
export const describeGateway = (version: string): ApiDescription => ({
  title: 'Waybill',
  version,
  description:
    'Send commands, get a 202 once they are durable, and find out at any time what became of them. A 202 is not success: ask the status resource.',
  routes: gatewayRoutes,
});
