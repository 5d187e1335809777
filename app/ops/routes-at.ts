import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import { fillPath, matchPath } from '../../contracts/routes/path.ts';

const ROUTES = Object.values(operationsRoutes);

/** The methods of the routes at a pathname, and the pathname in one canonical encoding; or a parameter that no path can carry. */
type RoutesAt = { methods: string[]; pathname: string } | { unfit: string };

/** The routes of the operations API at a pathname as it was sent. Null without a route. */
export function routesAt(pathname: string): RoutesAt | null {
  const fitting: { method: string; pathname: string }[] = [];
  let unfit: string | undefined;
  for (const { method, path } of ROUTES) {
    const match = matchPath(path, pathname);
    if (match === null) continue;
    if ('unfit' in match) unfit ??= match.unfit;
    else fitting.push({ method, pathname: fillPath(path, match.params) });
  }
  const [first] = fitting;
  if (first) return { methods: [...new Set(fitting.map(({ method }) => method))], pathname: first.pathname };
  return unfit === undefined ? null : { unfit };
}
