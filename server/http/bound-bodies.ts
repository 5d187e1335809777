import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemError } from './problem-error.ts';

/** The settings of the same names. */
export interface BodyLimits {
  bodiesMaxBytes: number;
  maxBodyBytes: number;
}

/**
 * Limits the total bytes of the bodies of all present requests, before reading any of them. A body without a length counts
 * as the largest allowed one.
 */
export function boundBodies(app: FastifyInstance, { bodiesMaxBytes, maxBodyBytes }: BodyLimits): void {
  let held = 0;
  app.addHook('onRequest', (request, reply, done) => {
    const bytes = bodyBytesOf(request, maxBodyBytes);
    if (bytes === 0) return done();
    // A single body is always accepted: its size has its own limit.
    if (held > 0 && held + bytes > bodiesMaxBytes) return done(tooMuch());
    held += bytes;
    reply.raw.once('close', () => {
      held -= bytes;
    });
    done();
  });
}

function bodyBytesOf({ headers }: FastifyRequest, most: number): number {
  if (headers['transfer-encoding'] !== undefined) return most;
  const length = Number(headers['content-length'] ?? 0);
  return Number.isFinite(length) ? Math.min(Math.max(length, 0), most) : most;
}

const tooMuch = (): ProblemError =>
  new ProblemError(
    'overloaded',
    'The bodies of all requests in progress are too large together. Send this one again in a second.',
    {
      headers: { 'retry-after': '1' },
    },
  );
