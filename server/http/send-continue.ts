import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';

/** Requests whose clients wait for `100 Continue` before they send the body. */
const waiting = new WeakSet<IncomingMessage>();

export const awaitsContinue = (request: IncomingMessage): void => void waiting.add(request);

/**
 * Asks for the body of a request only once nothing in its head refuses it: who sends it, its path, its length. A client that waits for
 * `100 Continue` sends no body in vain (RFC 9110, 10.1.1).
 */
export function sendContinue(app: FastifyInstance, maxBodyBytes: number): void {
  app.addHook('preParsing', (request, reply, payload, done) => {
    const length = Number(request.headers['content-length'] ?? 0);
    if (waiting.has(request.raw) && length <= maxBodyBytes) reply.raw.writeContinue();
    done(null, payload);
  });
}
