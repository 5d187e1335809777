import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { TraceQuery, TraceSearchQuery } from '../../../contracts/trace-queries.ts';
import { searchTraces } from './search-traces.ts';
import { showTrace } from './show-trace.ts';
import type { TraceService } from './trace-service.ts';

const CorrelationId = Type.String({ minLength: 1, maxLength: 256 });

/** The ways of commands: see docs/operations-api.md. */
export function registerTraces(app: FastifyInstance, service: TraceService): void {
  app.get<{ Querystring: TraceSearchQuery }>(
    '/ops/v1/traces',
    { schema: { querystring: TraceSearchQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return searchTraces(service, request.query);
    },
  );

  app.get<{ Params: { correlationId: string }; Querystring: TraceQuery }>(
    '/ops/v1/traces/:correlationId',
    { schema: { params: Type.Object({ correlationId: CorrelationId }), querystring: TraceQuery } },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return showTrace(service, request.params.correlationId, request.query);
    },
  );
}
