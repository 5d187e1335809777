import type { FastifyRequest } from 'fastify';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { ProblemError } from './problem-error.ts';

/**
 * Makes the handler for requests that match no route of the table. It throws ProblemError: 405 with the methods that the
 * path allows (RFC 9110, 15.5.6), otherwise 404.
 */
export function refuseUnknownRoute(table: RouteTable): (request: FastifyRequest) => never {
  const routes = Object.values(table).map(({ method, path }) => ({
    // A path that allows GET allows HEAD.
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}$`),
  }));
  const reference = table['read-reference']?.path;
  return ({ url, method }) => {
    const path = url.split('?', 1)[0] as string;
    const allowed = new Set(
      routes.filter(({ pattern }) => pattern.test(path)).flatMap((route) => route.methods),
    );
    if (allowed.size === 0 || allowed.has(method)) {
      const hint = reference ? ` The reference at ${reference} lists every path.` : '';
      throw new ProblemError('not-found', `This path does not exist.${hint}`);
    }
    const allow = [...allowed].sort().join(', ');
    throw new ProblemError('method-not-allowed', `This path allows ${allow}.`, { headers: { allow } });
  };
}
