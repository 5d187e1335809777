import type { FastifyInstance, FastifyReply } from 'fastify';
import { ActsQuery, GroupsQuery, ListQuery } from '../../../contracts/dead-letter-queries.ts';
import type { DeadLetterService } from './dead-letter-service.ts';
import { listActs } from './list-acts.ts';
import { listDeadLetters } from './list-dead-letters.ts';
import { listGroups } from './list-groups.ts';

const noStore = (reply: FastifyReply) => reply.header('cache-control', 'no-store');

/** Dead letters, their groups, and the acts on them: see docs/operations-api.md. */
export function registerDeadLetters(app: FastifyInstance, service: DeadLetterService): void {
  app.get<{ Querystring: ListQuery }>(
    '/ops/v1/dead-letters',
    { schema: { querystring: ListQuery } },
    async (request, reply) => {
      noStore(reply);
      return listDeadLetters(service, request.query);
    },
  );

  app.get<{ Querystring: GroupsQuery }>(
    '/ops/v1/dead-letter-groups',
    { schema: { querystring: GroupsQuery } },
    async (request, reply) => {
      noStore(reply);
      return listGroups(service, request.query);
    },
  );

  app.get<{ Querystring: ActsQuery }>(
    '/ops/v1/acts',
    { schema: { querystring: ActsQuery } },
    async (request, reply) => {
      noStore(reply);
      return listActs(service, request.query);
    },
  );
}
