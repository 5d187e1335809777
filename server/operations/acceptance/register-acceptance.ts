import type { FastifyInstance } from 'fastify';
import { acceptanceRoutes } from '../../../contracts/routes/operations/acceptance.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { type AcceptanceService, showAcceptance } from './show-acceptance.ts';

/** How long acceptance took: see docs/operations-api.md. */
export function registerAcceptance(app: FastifyInstance, service: AcceptanceService): void {
  registerRoutes(app, acceptanceRoutes, {
    'read-acceptance': ({ query }) => showAcceptance(service, query),
  });
}
