import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { encodePosition } from '../../contracts/position.ts';
import type { Principal } from '../../contracts/principal.ts';
import { PROBLEMS } from '../../contracts/problem.ts';
import type { Route } from '../../contracts/routes/route.ts';
import { commands } from '../../domain/catalog.ts';
import type { AnyCommand } from '../../domain/command.ts';
import { commandRoutes } from '../../domain/command-routes.ts';
import type {
  CommandTelemetry,
  OneCommandTelemetry,
} from '../../platform/telemetry/commands/command-telemetry.ts';
import type { CommandTrace } from '../../platform/telemetry/commands/command-trace.ts';
import type { LoadLimiter } from '../gateway/limit-load.ts';
import { problemOfError } from '../http/problem-of-error.ts';
import { type Handler, registerRoutes } from '../http/register-routes.ts';
import { acceptCommand } from './accept-command.ts';
import { acceptOnce } from './accept-once.ts';
import { type Acceptance, acceptedBody } from './acceptance.ts';
import { readIdempotencyKey } from './idempotency-key.ts';
import type { CommandService } from './prepare-command.ts';
import { readWait } from './read-wait.ts';

interface CommandRoutes {
  service: CommandService;
  limiter: LoadLimiter;
  logger: Logger;
  telemetry: CommandTelemetry;
  /** Absent if the service has no read model. */
  outcomes?: OutcomeWaiter;
}

/** Delays answers until the outcome is known, as `Prefer: wait` asks. */
export interface OutcomeWaiter {
  /** Throws ProblemError if events of this type have no outcome in that projection. */
  check(eventType: string, projection: string): void;
  /** Resolves to whether it answered within these seconds. Waits for the primary projections, or for the named one. */
  wait(
    seconds: number,
    reply: FastifyReply,
    acceptance: Acceptance,
    projection: string | undefined,
  ): Promise<boolean>;
}

/** Registers one route per declared command; none is written by hand. */
export function registerCommands(app: FastifyInstance, routes: CommandRoutes): void {
  app.decorateRequest('receivedAt', 0);
  app.decorateRequest('trace', null);
  registerRoutes(
    app,
    commandRoutes,
    Object.fromEntries(commands.map((command) => [command.name, handlerOf(command, routes)])),
  );
}

function handlerOf(command: AnyCommand, routes: CommandRoutes): Handler<Route> {
  const { service, limiter, logger, outcomes } = routes;
  const telemetry = routes.telemetry.of({
    name: command.name,
    method: command.route.method,
    path: command.route.path,
    aggregate: command.aggregate.type,
    eventName: command.event.name,
  });
  return {
    onRequest: (request, _reply, done) => {
      request.receivedAt = performance.now();
      done();
    },
    onError: (request, _reply, error, done) => {
      reportRefused(telemetry, request, error);
      done();
    },
    handle: async ({ params, query, body, principal, correlationId }, reply, request) => {
      const sender = principal as Principal;
      const { projection } = query as { projection?: string };
      if (projection !== undefined) outcomes?.check(command.eventType, projection);
      const waitSeconds = readWait(request.headers.prefer);
      const trace = telemetry.received(request.headers, request.receivedAt);
      request.trace = trace;
      limiter.enter(sender.id);
      try {
        const key = readIdempotencyKey(request.headers['idempotency-key']);
        const accepted = {
          command,
          principal: sender,
          parameters: params as Record<string, string>,
          body,
          correlationId,
          trace,
        };
        const acceptance =
          key === undefined
            ? await acceptCommand(service, accepted)
            : await acceptOnce(service, accepted, key);
        telemetry.accepted(trace, acceptance);
        // A later failure, such as of the wait for the outcome, does not change that the command is accepted.
        request.trace = null;
        if (logger.isLevelEnabled('debug')) logger.debug(logOf(command.name, acceptance), 'accepted');
        if (acceptance.repeated) answerAsFirst(request, reply, acceptance);
        if (outcomes && waitSeconds > 0 && (await outcomes.wait(waitSeconds, reply, acceptance, projection)))
          return reply;
        return sendAccepted(reply, acceptance);
      } finally {
        limiter.leave(sender.id);
      }
    },
  };
}

const logOf = (command: string, { commandId, correlationId, position, repeated }: Acceptance) => ({
  command,
  commandId,
  correlationId,
  position: encodePosition(position),
  repeated,
});

function reportRefused(telemetry: OneCommandTelemetry, request: FastifyRequest, error: unknown): void {
  const problem = problemOfError(error);
  const name = problem?.problem ?? 'internal';
  telemetry.refused(request.trace ?? undefined, {
    correlationId: request.correlationId,
    status: PROBLEMS[name].status,
    problem: name,
    commandId: problem?.extra.commandId,
  });
}

/** The answer to a repetition has the correlation id of the first request with its key. */
function answerAsFirst(request: FastifyRequest, reply: FastifyReply, { correlationId }: Acceptance): void {
  request.correlationId = correlationId;
  reply.header('x-correlation-id', correlationId).header('idempotency-replayed', 'true');
}

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
    /** Of performance.now(), for commands; 0 for other routes. */
    receivedAt: number;
    trace: CommandTrace | null;
  }
}
