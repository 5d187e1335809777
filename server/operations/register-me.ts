import type { FastifyInstance } from 'fastify';
import type { Operator } from '../../contracts/operator.ts';

/** Tells the bearer of a key its name: that is the `actor` of every act done with it. */
export function registerMe(app: FastifyInstance): void {
  app.get('/ops/v1/me', (request, reply): Operator => {
    reply.header('cache-control', 'no-store');
    return { name: request.operator };
  });
}
