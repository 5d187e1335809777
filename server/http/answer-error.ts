import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { PROBLEMS, type ProblemName } from '../../contracts/problem.ts';
import { correlationIdOf } from './correlation-id.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.ts';
import type { ProblemExtra } from './problem-error.ts';
import { problemOfError } from './problem-of-error.ts';

/** Answers for any thrown error: its own problem, or otherwise an opaque one, with the whole error in the service's log. */
export function answerError(
  logger: Logger,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemOfError(error, request.routeOptions?.bodyLimit);
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
  logger.error({ correlationId, err: error, route: request.routeOptions?.url }, 'unexpected error');
  return sendProblem(
    request,
    reply,
    'internal',
    'An unexpected error occurred. The service logged it with the correlation id of this answer.',
  );
}

/** Writes a problem document. Adds the problem's headers to those of the reply. */
function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  name: ProblemName,
  detail: string,
  extra: ProblemExtra = {},
): FastifyReply {
  const correlationId = request.correlationId || correlationIdOf(request.headers['x-correlation-id']);
  for (const [header, value] of Object.entries(extra.headers ?? {})) reply.header(header, value);
  return reply
    .code(PROBLEMS[name].status)
    .header('x-correlation-id', correlationId)
    .header('cache-control', 'no-store')
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(problemDocument(name, detail, correlationId, extra)));
}
