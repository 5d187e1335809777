import type { FastifyInstance } from 'fastify';
import { healthRoutes } from '../../contracts/routes/health.ts';
import { registerRoutes } from './register-routes.ts';

/** The health of a process: whether it answers, whether it can work now, and what keeps it from working. */
export function registerHealth(app: FastifyInstance, obstaclesNow: () => string[]): void {
  registerRoutes(app, healthRoutes, {
    'read-liveness': () => ({ live: true }),
    'read-readiness': (_request, reply) => {
      const obstacles = obstaclesNow();
      const ready = obstacles.length === 0;
      reply.code(ready ? 200 : 503);
      return { ready, obstacles };
    },
  });
}
