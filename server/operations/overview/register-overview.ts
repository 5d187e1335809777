import type { FastifyInstance } from 'fastify';
import { overviewRoutes } from '../../../contracts/routes/operations/overview.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { type OverviewSources, showOverview } from './show-overview.ts';

/** What the console’s Overview shows, in one answer: see docs/operations-api.md. */
export function registerOverview(app: FastifyInstance, sources: OverviewSources): void {
  registerRoutes(app, overviewRoutes, {
    'read-overview': ({ query }) => showOverview(sources, query),
  });
}
