import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Route } from '../../contracts/routes/route.ts';
import { withRouteList } from '../../scripts/docs/list-routes.ts';
import { routePages } from '../../scripts/docs/route-pages.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const routes = Object.values(routePages).flatMap((table): Route[] => Object.values(table));

for (const [page, table] of Object.entries(routePages))
  test(`the routes in ${page} are those of its table`, () => {
    assert.equal(textOf(page), withRouteList(textOf(page), table), 'it is out of date: npm run docs:routes');
  });

test('every route in the docs exists and takes the query given there', () => {
  let named = 0;
  for (const page of ['README.md', ...globSync('docs/**/*.md', { cwd: root })]) {
    for (const [, method, target = ''] of textOf(page).matchAll(
      /`(GET|POST|PUT|PATCH|DELETE) (\/(?:ops\/)?v1\/[^`\s…]*[^`\s…/])`/g,
    )) {
      named += 1;
      const [path = '', query] = target.split('?');
      const route = routes.find((each) => each.method === method && patternOf(each).test(path));
      assert.ok(route || page === 'docs/adding-a-command.md', `${page} names ${method} ${target}`);
      for (const name of new URLSearchParams(query).keys()) {
        assert.ok(route?.query?.properties[name], `${page}: ${method} ${path} takes no ${name}`);
      }
    }
  }
  assert.ok(named > 10, 'routes are found in the docs');
});

const patternOf = ({ path }: Route): RegExp => new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`);
