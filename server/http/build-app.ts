import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { acceptJsonOnly } from './accept-json-only.ts';
import { answerError } from './answer-error.ts';
import { type BodyLimits, boundBodies } from './bound-bodies.ts';
import { boundRequests, type RequestLimits } from './bound-requests.ts';
import { checkRoutes } from './check-routes.ts';
import { correlationIdOf } from './correlation-id.ts';
import { formats } from './formats.ts';
import { headFault } from './head-fault.ts';
import { makeMissesRoute, refuseUnknownRoute } from './refuse-unknown-route.ts';
import { sendContinue } from './send-continue.ts';
import { type ConnectionLimits, serveConnections } from './serve-connections.ts';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
  }
}

interface AppOptions extends ConnectionLimits {
  /** Every route of the service. */
  routes: RouteTable;
  /** How many requests may run at once, and for how long. Without it, nothing is limited here. */
  bounds?: RequestLimits & BodyLimits;
  logger: Logger;
  maxBodyBytes: number;
}

/**
 * Builds an HTTP service with what all services share: correlation ids, problem documents for every failure, strict JSON. It
 * validates requests against the schemas and changes nothing that a client sent: no coercion, no defaults, no removal.
 */
export function buildApp(options: AppOptions): FastifyInstance {
  const { logger, maxBodyBytes, maxUriBytes, bounds, routes } = options;
  const refuseUnknown = refuseUnknownRoute(routes);
  const missesRoute = makeMissesRoute(routes);
  const connections = serveConnections(options);
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // The schemas of the routes limit each parameter.
    routerOptions: { maxParamLength: maxUriBytes },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: false,
        verbose: true,
        formats,
      },
    },
    frameworkErrors: (error, request, reply) =>
      answerError(logger, error, request as FastifyRequest, reply as never),
    ...connections.options,
  });
  connections.endWith(app);
  app.decorateRequest('correlationId', '');
  app.decorateRequest('principal', null);
  app.addHook('onRequest', (request, reply, done) => {
    request.correlationId = correlationIdOf(request.headers['x-correlation-id']);
    reply.header('x-correlation-id', request.correlationId);
    const fault = headFault(request.raw, options);
    if (fault) reply.header('connection', 'close');
    // A path that doesn't exist is refused before its body is read.
    done(fault ?? (request.is404 || missesRoute(request) ? refuseUnknown(request) : undefined));
  });
  checkRoutes(app, routes);
  if (bounds) {
    boundRequests(app, bounds);
    boundBodies(app, bounds);
  }
  sendContinue(app, maxBodyBytes);
  acceptJsonOnly(app);
  app.setErrorHandler((error, request, reply) => answerError(logger, error, request, reply));
  app.setNotFoundHandler((request) => {
    throw refuseUnknown(request);
  });
  return app;
}
