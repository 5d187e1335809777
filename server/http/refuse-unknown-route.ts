import type { FastifyRequest } from 'fastify';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { ProblemError } from './problem-error.ts';

/** The scheme and authority of a request target in absolute form (RFC 9112, 3.2.2). */
const origin = /^https?:\/\/[^/?#]*/i;

/**
 * Makes the function that says what is wrong with a request that matches no route of the table: 405 with the methods that the
 * path allows (RFC 9110, 15.5.6), otherwise 404.
 */
export function refuseUnknownRoute(table: RouteTable): (request: FastifyRequest) => ProblemError {
  const routes = Object.values(table).map(({ method, path }) => ({
    // A path that allows GET allows HEAD.
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}$`),
  }));
  const reference = table['read-reference']?.path;
  return ({ url, method }) => {
    const path = url.replace(origin, '').split(/[?#]/, 1)[0] || '/';
    // The target `*` is the whole service.
    const fitting = path === '*' ? routes : routes.filter(({ pattern }) => pattern.test(path));
    const allowed = new Set(fitting.flatMap((route) => route.methods));
    if (allowed.size === 0 || allowed.has(method)) {
      const hint = reference ? ` The reference at ${reference} lists every path.` : '';
      return new ProblemError('not-found', `This path does not exist.${hint}`);
    }
    const allow = [...allowed].sort().join(', ');
    return new ProblemError('method-not-allowed', `This path allows ${allow}.`, { headers: { allow } });
  };
}
