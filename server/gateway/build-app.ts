import { isUtf8 } from 'node:buffer';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { PROBLEMS, type ProblemName } from '../../contracts/problem.ts';
import { correlationIdOf } from './correlation-id.ts';
import { answerUnknownRoute, collectRoutes } from './method-not-allowed.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.ts';
import { ProblemError, type ProblemExtra } from './problem-error.ts';
import { problemOfError } from './problem-of-error.ts';

declare module 'fastify' {
  interface FastifyRequest {
    correlationId: string;
  }
}

export interface AppOptions {
  logger: Logger;
  maxBodyBytes: number;
  requestTimeoutMs: number;
}

/**
 * An HTTP service as all of Waybill's are: correlation ids, problem documents for every failure, strict JSON. It
 * validates as the schemas say and changes nothing that a client sent: no coercion, no defaults, no removal.
 */
export function buildApp({ logger, maxBodyBytes, requestTimeoutMs }: AppOptions): FastifyInstance {
  const app = Fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMs,
    connectionTimeout: 0,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // Keys are at most 64 characters and ids 36; what is longer can only be an attack on the router.
    routerOptions: { maxParamLength: 128 },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: false,
        verbose: true,
      },
    },
    frameworkErrors: (error, request, reply) =>
      sendError(logger, error, request as FastifyRequest, reply as never),
    clientErrorHandler: answerMalformed,
  });
  app.decorateRequest('correlationId', '');
  app.addHook('onRequest', (request, reply, done) => {
    request.correlationId = correlationIdOf(request.headers['x-correlation-id']);
    reply.header('x-correlation-id', request.correlationId);
    done();
  });
  acceptJsonOnly(app);
  const routes = collectRoutes(app);
  app.setErrorHandler((error, request, reply) => sendError(logger, error, request, reply));
  app.setNotFoundHandler((request, reply) => answerUnknownRoute(routes, request, reply));
  return app;
}

const notJson = (): ProblemError => new ProblemError('invalid-json', 'The body is not valid JSON in UTF-8.');

/** No body is as good as none for commands that take none, whatever its declared type. */
function acceptJsonOnly(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) done(null, undefined);
    else if (!isUtf8(body)) done(notJson());
    else {
      parse(request, body.toString('utf8'), (error, value) => {
        if (error) done(notJson());
        else done(null, value);
      });
    }
  });
}

/** Writes a problem document. Headers of the problem come on top of those the reply has. */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  name: ProblemName,
  detail: string,
  extra: ProblemExtra = {},
): FastifyReply {
  const correlationId = request.correlationId || correlationIdOf(undefined);
  for (const [header, value] of Object.entries(extra.headers ?? {})) reply.header(header, value);
  return reply
    .code(PROBLEMS[name].status)
    .header('x-correlation-id', correlationId)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDocument(name, detail, correlationId, extra)));
}

function sendError(
  logger: Logger,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOfError(error);
  const { correlationId } = request;
  if (problem) {
    if (PROBLEMS[problem.problem].status >= 500) {
      logger.warn(
        { correlationId, problem: problem.problem, route: request.routeOptions?.url },
        problem.message,
      );
    }
    return sendProblem(request, reply, problem.problem, problem.message, problem.extra);
  }
  logger.error({ correlationId, err: error, route: request.routeOptions?.url }, 'unforeseen error');
  return sendProblem(
    request,
    reply,
    'internal',
    'Something went wrong that nobody foresaw. It was logged under the correlation id of this answer.',
  );
}

/** What isn't HTTP has no request to answer: a bare response, then the connection is closed. */
function answerMalformed(error: NodeJS.ErrnoException, socket: import('node:net').Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const name: ProblemName = tooLarge ? 'header-too-large' : 'invalid-request';
  const detail = tooLarge
    ? 'The headers are larger than this API takes.'
    : 'This is not a well-formed HTTP request.';
  const correlationId = correlationIdOf(undefined);
  const body = JSON.stringify(problemDocument(name, detail, correlationId));
  socket.end(
    `HTTP/1.1 ${PROBLEMS[name].status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Correlation-Id: ${correlationId}\r\nConnection: close\r\n\r\n${body}`,
  );
}
