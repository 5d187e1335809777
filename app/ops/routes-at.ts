import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import { fillPath, matchPath } from '../../contracts/routes/path.ts';

const ROUTES = Object.values(operationsRoutes);

/**
 * The routes of the operations API at a pathname as it was sent: their methods, and the pathname in one canonical
 * encoding. Null without a route.
 */
export function routesAt(pathname: string): { methods: string[]; pathname: string } | null {
  const fitting = ROUTES.flatMap(({ method, path }) => {
    const params = matchPath(path, pathname);
    return params === null ? [] : [{ method, pathname: fillPath(path, params) }];
  });
  const [first] = fitting;
  if (first === undefined) return null;
  return { methods: [...new Set(fitting.map(({ method }) => method))], pathname: first.pathname };
}
