import type { FastifyInstance } from 'fastify';
import { traceRoutes } from '../../../contracts/routes/operations/traces.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import { searchTraces } from './search-traces.ts';
import { showTrace } from './show-trace.ts';
import type { TraceService } from './trace-service.ts';

/** The timelines of commands: see docs/operations-api.md. */
export function registerTraces(app: FastifyInstance, service: TraceService): void {
  registerRoutes(app, traceRoutes, {
    'search-traces': ({ query }) => searchTraces(service, query),
    'read-trace': ({ params, query }) => showTrace(service, params.correlationId, query),
  });
}
