import type { FastifyInstance } from 'fastify';
import type { IdentifyCaller } from '../http/permit-callers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who acts: the name of the operator's key. */
    operator: string;
  }
}

/** Asks everything under /ops for an operator's key; health answers without. Answers 401 otherwise. */
export function requireOperator(app: FastifyInstance, identify: IdentifyCaller): void {
  app.decorateRequest('operator', '');
  app.addHook('onRequest', (request, _reply, done) => {
    // Routes that are declared say themselves what they ask for.
    if (!request.routeOptions.config.route && request.routeOptions.url?.startsWith('/ops/')) {
      request.operator = identify(request.headers.authorization).id;
    }
    done();
  });
}
