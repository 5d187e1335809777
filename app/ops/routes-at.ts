import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import { fillPath, matchPath } from '../../contracts/routes/path.ts';

const ROUTES = Object.values(operationsRoutes);

/**
 * What the operations API has at a pathname as it was sent: the methods of its routes, and the pathname encoded in one way.
 * Null where it has no route.
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
