import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { isUuid } from '../../../contracts/command-id.ts';
import { decodePosition } from '../../../contracts/position.ts';
import { Uuid } from '../../../contracts/schemas.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { StatusService } from '../../status/status-service.ts';
import { makeCommandDetail } from './make-command-detail.ts';
import { recentCommands } from './recent-commands.ts';
import { summarizeIds } from './summarize-ids.ts';

const MAX_RECENT = 200;
const MAX_IDS = 20;

/** The slips of commands, and lists of them. */
export function registerCommandDetails(app: FastifyInstance, service: StatusService): void {
  app.get<{ Querystring: { limit?: string } }>('/ops/v1/commands', async (request, reply) => {
    const limit = request.query.limit ?? '50';
    if (!/^[0-9]{1,6}$/.test(limit)) {
      throw new ProblemError('invalid-request', 'limit is not a whole number.', {
        errors: [{ in: 'query', pointer: '/limit', detail: 'is not a whole number' }],
      });
    }
    reply.header('cache-control', 'no-store');
    return recentCommands(service, Math.min(Number(limit) || 50, MAX_RECENT));
  });

  app.get<{ Params: { commandId: string }; Querystring: { position?: string } }>(
    '/ops/v1/commands/:commandId',
    { schema: { params: Type.Object({ commandId: Uuid('The id of the command.') }) } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const { position } = request.query;
      return makeCommandDetail(
        service,
        request.params.commandId,
        decodePosition([position].flat()[0]),
        request.correlationId,
      );
    },
  );

  app.get<{ Querystring: { ids?: string } }>('/ops/v1/summaries', async (request, reply) => {
    const ids = [
      ...new Set(
        String(request.query.ids ?? '')
          .toLowerCase()
          .split(','),
      ),
    ].filter(Boolean);
    if (ids.length > MAX_IDS || !ids.every(isUuid)) {
      throw new ProblemError(
        'invalid-request',
        `ids takes at most ${MAX_IDS} command ids, separated by commas.`,
        {
          errors: [{ in: 'query', pointer: '/ids', detail: 'is not a list of command ids' }],
        },
      );
    }
    reply.header('cache-control', 'no-store');
    return summarizeIds(service, ids);
  });
}
