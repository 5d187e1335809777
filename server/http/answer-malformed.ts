import type { Socket } from 'node:net';
import { PROBLEMS, type ProblemName } from '../../contracts/problem.ts';
import { correlationIdOf } from './correlation-id.ts';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.ts';

/** A connection without valid HTTP has no request to answer: it gets a bare response, and is then closed. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const tooLarge = error.code === 'HPE_HEADER_OVERFLOW';
  const name: ProblemName = tooLarge ? 'header-too-large' : 'invalid-request';
  const detail = tooLarge
    ? 'The headers are larger than this API allows.'
    : 'The request is not well-formed HTTP.';
  const correlationId = correlationIdOf(undefined);
  const body = JSON.stringify(problemDocument(name, detail, correlationId));
  socket.end(
    `HTTP/1.1 ${PROBLEMS[name].status} ${tooLarge ? 'Request Header Fields Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: ${PROBLEM_MEDIA_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `X-Correlation-Id: ${correlationId}\r\nConnection: close\r\n\r\n${body}`,
  );
}
