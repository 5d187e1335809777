import type { FastifyRequest } from 'fastify';
import type { RouteTable } from '../../contracts/routes/route.ts';
import { ProblemError } from './problem-error.ts';

/** The scheme and authority of a request target in absolute form (RFC 9112, 3.2.2). */
const origin = /^https?:\/\/[^/?#]*/i;

/** The path of a request's target. */
const pathOf = (url: string): string => url.replace(origin, '').split(/[?#]/, 1)[0] || '/';

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replace(/:[A-Za-z]+/g, '[^/]+')}$`);

/**
 * Makes the function that says whether a request is for no route of the table, although the router found one: it asks for a fixed path,
 * such as `/replays/plan`, with a method that only the path with a parameter beside it has, `GET /replays/:replayId`.
 */
export function makeMissesRoute(table: RouteTable): (request: FastifyRequest) => boolean {
  const paths = [...new Set(Object.values(table).map(({ path }) => path))];
  const isFixed = (path: string) => !path.includes(':');
  const fixedBeside = new Map<string, Set<string>>();
  for (const path of paths.filter((each) => !isFixed(each))) {
    const fixed = paths.filter((each) => isFixed(each) && patternOf(path).test(each));
    if (fixed.length > 0) fixedBeside.set(path, new Set(fixed));
  }
  return ({ url, routeOptions }) => fixedBeside.get(routeOptions.url as string)?.has(pathOf(url)) ?? false;
}

/**
 * Makes the function that says what is wrong with a request that matches no route of the table: 405 with the methods that the
 * path allows (RFC 9110, 15.5.6), otherwise 404.
 */
export function refuseUnknownRoute(table: RouteTable): (request: FastifyRequest) => ProblemError {
  const routes = Object.values(table).map(({ method, path }) => ({
    // A path that allows GET allows HEAD.
    methods: method === 'GET' ? ['GET', 'HEAD'] : [method],
    path,
    pattern: patternOf(path),
  }));
  const reference = table['read-reference']?.path;
  return ({ url, method }) => {
    const path = pathOf(url);
    const same = routes.filter((route) => route.path === path);
    const matching = same.length > 0 ? same : routes.filter(({ pattern }) => pattern.test(path));
    // The target `*` is the whole service.
    const fitting = path === '*' ? routes : matching;
    const allowed = new Set(fitting.flatMap((route) => route.methods));
    if (allowed.size === 0 || allowed.has(method)) {
      const hint = reference ? ` The reference at ${reference} lists every path.` : '';
      return new ProblemError('not-found', `This path does not exist.${hint}`);
    }
    const allow = [...allowed].sort().join(', ');
    return new ProblemError('method-not-allowed', `This path allows ${allow}.`, { headers: { allow } });
  };
}
