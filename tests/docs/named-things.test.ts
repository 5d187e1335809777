import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROBLEMS } from '../../contracts/problem.ts';
import { operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import { settingsTable } from '../../platform/configuration/settings.ts';
import { gatewayRoutes } from '../../server/gateway/gateway-routes.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', 'bench/README.md', ...globSync('docs/**/*.md', { cwd: root })].map((page) => ({
  page,
  text: readFileSync(join(root, page), 'utf8'),
}));

/** Names on the pages that match this pattern (its last group) and that `exists` doesn't know. */
const unknown = (pattern: RegExp, exists: (name: string) => boolean): string[] =>
  pages.flatMap(({ page, text }) =>
    [...text.matchAll(pattern)]
      .map((match) => match.at(-1) as string)
      .filter((name) => !exists(name))
      .map((name) => `${page}: ${name}`),
  );

test('every setting of Waybill that the docs name exists', () => {
  const settings = new Set<string>(Object.values(settingsTable).map(({ variable }) => variable));
  // Read only by the set-up and by tests.
  for (const name of ['WAYBILL_CACHE_DIR', 'WAYBILL_TRUTH_STEPS', 'WAYBILL_TEST_SEED']) settings.add(name);
  assert.deepEqual(
    unknown(/`(WAYBILL_[A-Z_]*[A-Z])\b(?!_)/g, (name) => settings.has(name)),
    [],
  );
});

test('every problem that the docs name exists', () => {
  assert.deepEqual(
    unknown(/\/problems\/([a-z-]+)/g, (name) => Object.hasOwn(PROBLEMS, name)),
    [],
  );
});

test('every route that the docs name is declared', () => {
  const shape = (path: string) => path.replace(/:[A-Za-z]+|\{[A-Za-z]+\}/g, '{}');
  const declared = new Set(
    [...Object.values(operationsRoutes), ...Object.values(gatewayRoutes)].map(
      ({ method, path }) => `${method} ${shape(path)}`,
    ),
  );
  // The example command of docs/adding-a-command.md.
  declared.add('PUT /v1/channels/{}/title');
  const routes = /`((?:GET|POST|PUT|PATCH|DELETE) \/(?:ops\/)?v1\/[a-zA-Z0-9/{}-]+)(?=[`?])/g;
  assert.deepEqual(
    unknown(routes, (route) => declared.has(shape(route))),
    [],
  );
});
