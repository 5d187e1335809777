import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withRouteList } from './docs/list-routes.ts';
import { routePages } from './docs/route-pages.ts';

// Writes the lists of routes in the docs from the route tables.
for (const [page, table] of Object.entries(routePages)) {
  const file = join(import.meta.dirname, '..', page);
  writeFileSync(file, withRouteList(readFileSync(file, 'utf8'), table));
}
