import { channelRoutes } from '../../contracts/routes/channels.ts';
import { commandStatusRoutes } from '../../contracts/routes/command-status.ts';
import { healthRoutes } from '../../contracts/routes/health.ts';
import { referenceRoutes } from '../../contracts/routes/reference.ts';
import { commandRoutes } from '../../domain/command-routes.ts';

/** The routes of the gateway's reference. */
export const gatewayReference = referenceRoutes('openapi.json', 'docs');

/** Every route of the gateway. */
export const gatewayRoutes = {
  ...commandRoutes,
  ...commandStatusRoutes,
  ...channelRoutes,
  ...healthRoutes,
  ...gatewayReference,
};
