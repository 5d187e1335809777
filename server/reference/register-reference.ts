import type { FastifyInstance } from 'fastify';
import { PROBLEMS, type ProblemName, problemType } from '../../contracts/problem.ts';
import type { referenceRoutes } from '../../contracts/routes/reference.ts';
import { ProblemError } from '../http/problem-error.ts';
import { registerRoutes } from '../http/register-routes.ts';
import { type ApiDescription, describeApi } from './describe-api.ts';
import type { OpenApiDocument } from './openapi-document.ts';
import { renderReference } from './render-reference.ts';

/** Serves an API's OpenAPI document, its readable form, and a page for each problem type, which a problem's `type` links to. */
export function registerReference(
  app: FastifyInstance,
  routes: ReturnType<typeof referenceRoutes>,
  api: ApiDescription,
): void {
  const description = describeApi(api);
  const body = JSON.stringify(description);
  const page = renderReference(description as unknown as OpenApiDocument, routes['read-openapi'].path);
  registerRoutes(app, routes, {
    // The bare address redirects to the reference.
    'open-reference': (_request, reply) => reply.redirect(routes['read-reference'].path, 302),
    'read-openapi': (_request, reply) =>
      reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(body),
    'read-reference': (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header(
          'content-security-policy',
          "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
        )
        .send(page),
    'read-problem-type': ({ params }) => {
      const name = params.name as ProblemName;
      if (!Object.hasOwn(PROBLEMS, name))
        throw new ProblemError('not-found', 'This problem type does not exist.');
      return { type: problemType(name), ...PROBLEMS[name] };
    },
  });
}
