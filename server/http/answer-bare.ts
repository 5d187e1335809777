import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEMS } from '../../contracts/problem.ts';
import { correlationIdOf } from './correlation-id.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.ts';
import type { ProblemError } from './problem-error.ts';

/** Writes a problem document for something that is no request, so that no framework can answer it. */
export function answerBare(
  socket: Socket,
  { problem, message, extra }: ProblemError,
  sentCorrelationId?: string | string[],
): void {
  const { status } = PROBLEMS[problem];
  const correlationId = correlationIdOf(sentCorrelationId);
  const body = JSON.stringify(problemDocument(problem, message, correlationId, extra));
  const headers = {
    ...extra.headers,
    'content-type': PROBLEM_MEDIA_TYPE,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-correlation-id': correlationId,
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
