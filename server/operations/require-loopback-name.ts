import type { FastifyInstance } from 'fastify';
import { ProblemError } from '../http/problem-error.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?$/;

/** Refuses a request whose Host is not a loopback name. Answers 403 then. */
export function requireLoopbackName(app: FastifyInstance): void {
  app.addHook('onRequest', (request, _reply, done) => {
    // Another site can point its own name at 127.0.0.1 (DNS rebinding), but it cannot change the Host header.
    if (loopback.test(request.headers.host ?? '')) done();
    else done(new ProblemError('forbidden', 'The operations service answers only to loopback names.'));
  });
}
