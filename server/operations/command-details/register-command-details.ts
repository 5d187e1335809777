import type { FastifyInstance } from 'fastify';
import { commandViewRoutes } from '../../../contracts/routes/operations/commands.ts';
import { DEFAULT_PAGE } from '../../../contracts/routes/parameters.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import type { StatusService } from '../../status/status-service.ts';
import { makeCommandDetail } from './make-command-detail.ts';
import { recentCommands } from './recent-commands.ts';
import { summarizeIds } from './summarize-ids.ts';

/** Commands in detail, and lists of them. */
export function registerCommandDetails(app: FastifyInstance, service: StatusService): void {
  registerRoutes(app, commandViewRoutes, {
    'list-recent-commands': ({ query: { limit = DEFAULT_PAGE } }) => recentCommands(service, limit),
    'read-command-detail': ({ params, query, correlationId }) =>
      makeCommandDetail(service, params.commandId, query.position, correlationId),
    'summarize-commands': ({ query }) => summarizeIds(service, [...new Set(query.ids)]),
  });
}
