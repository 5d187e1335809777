import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

const NS_PER_MS = 1_000_000;
const WINDOW_MS = 1_000;
const RESOLUTION_MS = 20;

/**
 * Refuses requests while the process can't keep up: when its event loop was held up for longer than `shedDelayMs` within
 * the last second or two. Health and the reference still answer. A refused request has no effect. Call this before
 * adding routes; 0 never refuses.
 */
export function shedLoad(app: FastifyInstance, { shedDelayMs }: { shedDelayMs: number }): void {
  if (shedDelayMs === 0) return;
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let isLate = false;
  const timer = setInterval(() => {
    isLate = delay.max / NS_PER_MS > shedDelayMs;
    delay.reset();
  }, WINDOW_MS).unref();
  app.addHook('onClose', async () => {
    clearInterval(timer);
    delay.disable();
  });
  app.addHook('onRequest', (request, _reply, done) => {
    const isRefused = isLate && Boolean(request.routeOptions.config.route?.permission);
    done(isRefused ? busy() : undefined);
  });
}

const busy = (): ProblemError =>
  new ProblemError('overloaded', 'The service is overloaded. Send this request again in a second.', {
    headers: { 'retry-after': '1' },
  });
