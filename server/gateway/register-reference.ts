import type { FastifyInstance } from 'fastify';
import { PROBLEMS, type ProblemName } from '../../contracts/problem.ts';
import { ProblemError } from '../http/problem-error.ts';
import { renderReference } from './render-reference.ts';

/** `/openapi.json`, its readable form at `/docs`, and a page for each problem type, to which `type` leads. */
export function registerReference(app: FastifyInstance, description: Record<string, unknown>): void {
  const body = JSON.stringify(description);
  const page = renderReference(description);
  // Whoever opens the bare address gets to read what it offers.
  app.get('/', async (_request, reply) => reply.redirect('/docs', 302));
  app.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(body),
  );
  app.get('/docs', async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      )
      .send(page),
  );
  app.get<{ Params: { name: string } }>('/problems/:name', async (request) => {
    const name = request.params.name as ProblemName;
    if (!Object.hasOwn(PROBLEMS, name)) throw new ProblemError('not-found', 'There is no such problem type.');
    return { type: `/problems/${name}`, ...PROBLEMS[name] };
  });
}
