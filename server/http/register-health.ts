import type { FastifyInstance } from 'fastify';

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work now; 503 with what stands in its way
 * otherwise.
 */
export function registerHealth(app: FastifyInstance, obstaclesNow: () => string[]): void {
  app.get('/health/live', async () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const obstacles = obstaclesNow();
    reply.code(obstacles.length === 0 ? 200 : 503).header('cache-control', 'no-store');
    return { ready: obstacles.length === 0, obstacles };
  });
}
