import type { FastifyInstance } from 'fastify';

/** The parts a role stands on: what stands in the way of each; an empty list is health. */
export type Health = () => { required: string[]; optional: string[] };

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its work now; 503 with the reasons otherwise.
 * What is optional degrades an answer but doesn't take the process out of service.
 */
export function registerHealth(app: FastifyInstance, health: Health): void {
  app.get('/health/live', async () => ({ live: true }));
  app.get('/health/ready', async (_request, reply) => {
    const { required, optional } = health();
    reply.code(required.length === 0 ? 200 : 503).header('cache-control', 'no-store');
    return { ready: required.length === 0, obstacles: required, degraded: optional };
  });
}
