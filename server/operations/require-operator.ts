import type { FastifyInstance } from 'fastify';
import type { IdentifyCaller } from '../http/permit-callers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The caller: the name of the operator's key. */
    operator: string;
  }
}

/** Requires an operator's key for everything under /ops except health. Answers 401 otherwise. */
export function requireOperator(app: FastifyInstance, identify: IdentifyCaller): void {
  app.decorateRequest('operator', '');
  app.addHook('onRequest', (request, _reply, done) => {
    // Declared routes name their permission themselves.
    if (!request.routeOptions.config.route && request.routeOptions.url?.startsWith('/ops/')) {
      request.operator = identify(request.headers.authorization).id;
    }
    done();
  });
}
