import type { FastifyInstance } from 'fastify';
import { liveRoutes } from '../../../contracts/routes/operations/live.ts';
import { ProblemError } from '../../http/problem-error.ts';
import { registerRoutes } from '../../http/register-routes.ts';
import type { LiveStream } from './live-stream.ts';

/** How long a browser waits before it reconnects, in ms. */
const COME_AGAIN_MS = 2_000;

/** The stream of states for the console: see docs/operations-api.md. */
export function registerLive(app: FastifyInstance, live: LiveStream): void {
  // Before the listener closes: it would wait for these responses for ever.
  app.addHook('preClose', () => live.close());

  registerRoutes(app, liveRoutes, {
    'follow-live-state'({ correlationId }, reply, request) {
      if (live.isFull) {
        throw new ProblemError(
          'unavailable',
          'The live stream has reached its limit of clients. Poll the lists instead.',
          { headers: { 'retry-after': '5' } },
        );
      }
      reply.hijack();
      const { raw } = reply;
      raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
        'x-correlation-id': correlationId,
      });
      // Events are small and rare: each is sent at once.
      raw.socket?.setNoDelay(true);
      raw.write(`retry: ${COME_AGAIN_MS}\n\n`);
      const { 'last-event-id': lastEventId } = request.headers;
      live.add(raw, Array.isArray(lastEventId) ? undefined : lastEventId);
      return reply;
    },
  });
}
