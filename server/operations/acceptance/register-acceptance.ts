import type { FastifyInstance } from 'fastify';
import { AcceptanceQuery } from '../../../contracts/acceptance.ts';
import { type AcceptanceService, showAcceptance } from './show-acceptance.ts';

/** How long commands took to be accepted: see docs/operations-api.md. */
export function registerAcceptance(app: FastifyInstance, service: AcceptanceService): void {
  app.get<{ Querystring: AcceptanceQuery }>(
    '/ops/v1/acceptance',
    { schema: { querystring: AcceptanceQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return showAcceptance(service, request.query);
    },
  );
}
