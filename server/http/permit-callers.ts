import type { FastifyInstance } from 'fastify';
import type { Permission } from '../../contracts/permissions.ts';
import { ProblemError } from './problem-error.ts';

/** Who sends a request. The id becomes the actor of its events and actions. */
export interface Caller {
  id: string;
  permissions: ReadonlySet<Permission>;
}

/** Throws ProblemError: 401 where the caller isn't known. */
export type IdentifyCaller = (authorization: string | undefined) => Caller;

declare module 'fastify' {
  interface FastifyInstance {
    /** Set where `permitCallers` guards the routes. */
    permitsCallers?: true;
  }
  interface FastifyRequest {
    /** Null until the caller is identified, and on routes that anyone may call. */
    caller: Caller | null;
  }
}

/**
 * Lets a request through to a route only where its caller has the permission that the route's declaration names. Answers 401
 * and 403 otherwise. Call this before adding routes.
 */
export function permitCallers(app: FastifyInstance, identify: IdentifyCaller): void {
  app.decorate('permitsCallers', true);
  app.addHook('onRequest', (request, _reply, done) => {
    const permission = request.routeOptions.config.route?.permission;
    if (permission) {
      const caller = identify(request.headers.authorization);
      if (!caller.permissions.has(permission)) {
        throw new ProblemError('forbidden', `${caller.id} does not have the permission ${permission}.`);
      }
      request.caller = caller;
    }
    done();
  });
}
