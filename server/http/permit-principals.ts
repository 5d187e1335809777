import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Principal } from '../../contracts/principal.ts';
import { includesChannel } from '../../domain/identity/includes-channel.ts';
import type { CallerRates } from './caller-rates.ts';
import type { Identifier } from './identify/identifier.ts';
import { identifyBy } from './identify/identify.ts';
import { ProblemError } from './problem-error.ts';

/** How often it is checked that the reader of an endless stream may still read it. */
const STREAM_CHECK_MS = 500;

declare module 'fastify' {
  interface FastifyInstance {
    /** Set if `permitPrincipals` guards the routes. */
    permitsPrincipals?: true;
  }
  interface FastifyRequest {
    /** Null until the sender is identified, and on routes that anyone may call. */
    principal: Principal | null;
  }
}

/**
 * Lets a request through only if its sender, found by one of `identifiers`, has the permission that the route declares.
 * Otherwise it answers 401 or 403. A route whose path names a channel demands that the sender reaches it. Call this before adding routes.
 */
export function permitPrincipals(
  app: FastifyInstance,
  identifiers: readonly Identifier[],
  rates?: CallerRates,
): void {
  const identify = identifyBy(identifiers);
  app.decorate('permitsPrincipals', true);
  app.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.config.route;
    const permission = route?.permission;
    if (!permission) return;
    const principal = await identify(request);
    if (!principal.permissions.has(permission)) {
      throw new ProblemError('forbidden', `${principal.id} does not have the permission ${permission}.`);
    }
    const { channelId } = request.params as { channelId?: string };
    if (channelId !== undefined && !includesChannel(principal.channels, channelId))
      throw new ProblemError('forbidden', `${principal.id} does not reach the channel ${channelId}.`);
    rates?.take(principal.id, route, reply);
    request.principal = principal;
    if (route.streams === 'for-ever')
      endWithPermission(reply.raw, async () => (await identify(request)).permissions.has(permission));
  });
}

/** Ends a stream within about a second of the end of its reader's session, key or permission. */
function endWithPermission(raw: ServerResponse, isPermitted: () => Promise<boolean>): void {
  const timer = setInterval(() => {
    isPermitted()
      .catch(() => false)
      .then((permitted) => {
        if (!permitted) raw.destroy();
      });
  }, STREAM_CHECK_MS);
  raw.once('close', () => clearInterval(timer));
}
