import type { FastifyInstance } from 'fastify';
import { commandStatusRoutes } from '../../contracts/routes/command-status.ts';
import { registerRoutes } from '../http/register-routes.ts';
import { answerForClient } from './client-answer.ts';
import type { StatusService } from './status-service.ts';

/** `GET /v1/commands/{id}`: `applied` is read from the read model for each answer, never remembered. */
export function registerStatus(app: FastifyInstance, service: StatusService): void {
  registerRoutes(app, commandStatusRoutes, {
    'read-command-status': async ({ params, query, principal }, reply) => {
      const { position, projection } = query;
      const { status, retryAfterS } = await answerForClient(
        service,
        params.commandId,
        position,
        projection,
        principal.id,
      );
      if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
      return status;
    },
  });
}
