import type { ApiDescription } from '../reference/describe-api.ts';
import { gatewayRoutes } from './gateway-routes.ts';

/** The gateway's API, for its reference. */
export const describeGateway = (version: string): ApiDescription => ({
  title: 'Waybill',
  version,
  description:
    'Send commands, get a 202 once they are durable, and read their status at any time. A 202 is not success: read the status resource.',
  aboutKeys: 'The key of a caller. `npm start` prints one for development.',
  routes: gatewayRoutes,
});
