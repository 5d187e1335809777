import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { CommandStatus } from '../../contracts/command-status.ts';
import { Uuid } from '../../contracts/schemas.ts';
import type { IdentifyCaller } from '../gateway/identify-caller.ts';
import { answerForClient } from './client-answer.ts';
import type { StatusService } from './status-service.ts';

export const statusRoute = {
  method: 'GET',
  path: '/v1/commands/:commandId',
  summary: 'Where a command is and what became of it',
  parameters: Type.Object({ commandId: Uuid('The id of the command, as the 202 gave it.') }),
  query: Type.Object({
    position: Type.Optional(
      Type.String({ description: 'The position from the 202: saves a search of the log.' }),
    ),
  }),
  response: CommandStatus,
  problems: [
    'command-never-accepted',
    'command-not-in-log',
    'command-past-retention',
    'command-before-log',
    'command-lost',
  ],
} as const;

/** `GET /v1/commands/{id}`: verification. `applied` is read from the read model each time, never remembered. */
export function registerStatus(app: FastifyInstance, service: StatusService, identify: IdentifyCaller): void {
  app.get<{ Params: { commandId: string }; Querystring: { position?: string | string[] } }>(
    statusRoute.path,
    {
      schema: { params: statusRoute.parameters },
      onRequest: (request, _reply, done) => {
        request.caller = identify(request.headers.authorization).id;
        done();
      },
    },
    async (request, reply) => {
      const hint = [request.query.position].flat()[0];
      const { status, retryAfterS } = await answerForClient(service, request.params.commandId, hint);
      reply.header('cache-control', 'no-store');
      if (retryAfterS !== undefined) reply.header('retry-after', String(retryAfterS));
      return status;
    },
  );
}
