import type { FastifyInstance, FastifyReply } from 'fastify';
import { PROBLEMS, type ProblemName, problemType } from '../../contracts/problem.ts';
import type { referenceRoutes } from '../../contracts/routes/reference.ts';
import { ProblemError } from '../http/problem-error.ts';
import { registerRoutes } from '../http/register-routes.ts';
import { type ApiDescription, describeApi } from './describe-api.ts';
import { PAGE_POLICY } from './html.ts';
import { pageAsset } from './page-assets.ts';
import { prefersPage } from './prefers-page.ts';
import { problemPage } from './problem-page.ts';
import { referencePage } from './reference-page.ts';

/**
 * Serves an API's OpenAPI document, a page that shows it and sends requests (Swagger UI), and a page for each problem type, to which
 * a problem's `type` leads.
 */
export function registerReference(
  app: FastifyInstance,
  routes: ReturnType<typeof referenceRoutes>,
  api: ApiDescription,
): void {
  // Made for the first who asks: it takes longer than any other step of registering routes.
  let document: string | undefined;
  const paths = {
    openapi: routes['read-openapi'].path,
    reference: routes['read-reference'].path,
    script: routes['read-reference-script'].path,
    styles: routes['read-reference-styles'].path,
  };
  const reference = referencePage(api.title, paths);
  registerRoutes(app, routes, {
    // The bare address redirects to the reference.
    'open-reference': (_request, reply) => reply.redirect(paths.reference, 302),
    'read-openapi': (_request, reply) => {
      document ??= JSON.stringify(describeApi(api));
      return reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache').send(document);
    },
    'read-reference': (_request, reply) => sendPage(reply, reference),
    'read-reference-script': async (_request, reply) =>
      asAsset(reply, 'text/javascript').send(await pageAsset('script')),
    'read-reference-styles': async (_request, reply) =>
      asAsset(reply, 'text/css').send(await pageAsset('styles')),
    'read-problem-type': ({ params }, reply, { headers }) => {
      const name = params.name as ProblemName;
      if (!Object.hasOwn(PROBLEMS, name))
        throw new ProblemError('not-found', 'This problem type does not exist.');
      reply.header('vary', 'Accept');
      return prefersPage(headers.accept)
        ? sendPage(reply, problemPage(name, paths))
        : { type: problemType(name), ...PROBLEMS[name] };
    },
  });
}

const sendPage = (reply: FastifyReply, html: string): FastifyReply =>
  reply.type('text/html; charset=utf-8').header('content-security-policy', PAGE_POLICY).send(html);

const asAsset = (reply: FastifyReply, media: string): FastifyReply =>
  reply.type(`${media}; charset=utf-8`).header('cache-control', 'max-age=3600');
