import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { encodePosition } from '../../contracts/position.ts';
import { commands } from '../../domain/catalog.ts';
import type { AnyCommand } from '../../domain/command.ts';
import type { IdentifyCaller } from '../gateway/identify-caller.ts';
import type { LoadLimiter } from '../gateway/limit-load.ts';
import { traceparentOf } from '../http/correlation-id.ts';
import { acceptCommand } from './accept-command.ts';
import { acceptOnce } from './accept-once.ts';
import { type Acceptance, acceptedBody } from './acceptance.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { CommandService } from './prepare-command.ts';

export interface CommandRoutes {
  service: CommandService;
  identify: IdentifyCaller;
  limiter: LoadLimiter;
  logger: Logger;
  /** Holds the answer for the outcome, as `Prefer: wait` asks; absent where no read model is at hand. */
  awaitOutcome?: (request: FastifyRequest, reply: FastifyReply, acceptance: Acceptance) => Promise<boolean>;
}

const NO_BODY = { type: ['object', 'null'], maxProperties: 0 };

/** One route a declared command: nothing of it is written by hand. */
export function registerCommands(app: FastifyInstance, routes: CommandRoutes): void {
  for (const command of commands) registerCommand(app, command, routes);
}

function registerCommand(app: FastifyInstance, command: AnyCommand, routes: CommandRoutes): void {
  const { service, identify, limiter, logger, awaitOutcome } = routes;
  // A body whose every member may be left out may itself be left out.
  const optional = command.body !== null && !(command.body as { required?: string[] }).required?.length;
  app.route({
    method: command.route.method,
    url: command.route.path,
    schema: { params: command.parameters, body: command.body ?? NO_BODY },
    preValidation: (request, _reply, done) => {
      if (request.body === undefined && (optional || command.body === null)) request.body = {};
      done();
    },
    onRequest: (request, _reply, done) => {
      request.caller = identify(request.headers.authorization).id;
      done();
    },
    handler: async (request, reply) => {
      const { caller } = request;
      limiter.enter(caller);
      try {
        const key = readIdempotencyKey(request.headers['idempotency-key']);
        const accepted = {
          command,
          caller,
          parameters: request.params as Record<string, string>,
          body: request.body,
          correlationId: request.correlationId,
          traceparent: traceparentOf(request.headers.traceparent),
        };
        const acceptance =
          key === undefined
            ? await acceptCommand(service, accepted)
            : await acceptOnce(service, accepted, key);
        if (logger.isLevelEnabled('debug')) logger.debug(logOf(command.name, acceptance), 'accepted');
        if (acceptance.repeated) reply.header('idempotency-replayed', 'true');
        if (awaitOutcome && request.headers.prefer && (await awaitOutcome(request, reply, acceptance)))
          return reply;
        return sendAccepted(reply, acceptance);
      } finally {
        limiter.leave(caller);
      }
    },
  });
}

const logOf = (command: string, { commandId, correlationId, position, repeated }: Acceptance) => ({
  command,
  commandId,
  correlationId,
  position: encodePosition(position),
  repeated,
});

function sendAccepted(reply: FastifyReply, acceptance: Acceptance): FastifyReply {
  const body = acceptedBody(acceptance);
  return reply
    .code(202)
    .header('location', body.status)
    .header('retry-after', '1')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The id of the authenticated caller; empty on routes that need none. */
    caller: string;
  }
}
