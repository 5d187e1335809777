import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, normalize } from 'node:path';
import { test } from 'node:test';
import { importsOf, sourceFiles } from './read-imports.ts';

/** Which top folders each may import. Composition roots may import everything. */
const ALLOWED: Record<string, string[]> = {
  contracts: ['contracts'],
  domain: ['domain', 'contracts'],
  platform: ['platform', 'contracts'],
  adapters: ['adapters', 'domain', 'contracts'],
  server: ['server', 'domain', 'contracts', 'adapters', 'platform'],
  workers: ['workers', 'domain', 'contracts', 'adapters', 'platform'],
  components: ['components', 'contracts'],
  app: ['app', 'components', 'contracts', 'platform'],
};

/** A driver, and the one folder or file that may import it. */
const DRIVERS: Record<string, string> = {
  nats: 'adapters/jetstream/',
  'node:sqlite': 'adapters/sqlite/',
  'cassandra-driver': 'adapters/cassandra/',
  '@opentelemetry': 'platform/telemetry/',
  // next/link itself prefetches every link in view.
  'next/link': 'components/ui/links/page-link.tsx',
};

/** These rules don't apply to tests and to the plain JavaScript of the bootstrap. */
const files = sourceFiles().filter((file) => /\.tsx?$/.test(file) && !file.startsWith('tests/'));
const imports = files.flatMap(importsOf);

test('the imports are found', () => assert.ok(imports.length > 200));

const topOf = (path: string): string => path.split('/')[0] as string;

test('imports point inwards', () => {
  const wrong = imports.filter(({ file, target }) => {
    const allowed = ALLOWED[topOf(file)];
    return target !== null && allowed !== undefined && !allowed.includes(topOf(target));
  });
  assert.deepEqual(wrong, []);
});

/** All modules that a module of contracts/ loads: itself and everything it imports, except for types. */
function brought(module: string, met = new Set<string>()): Set<string> {
  if (met.has(module)) return met;
  met.add(module);
  for (const name of valuesFrom(readFileSync(module, 'utf8')))
    if (name.startsWith('.')) brought(normalize(`${dirname(module)}/${name}`), met);
    else met.add(name);
  return met;
}

const valuesFrom = (source: string): string[] =>
  [...source.matchAll(/(?:^|\n)(?:import|export)\s+(?!type\b)([^;'"]*?)\s*from\s+'([^']+)'/g)]
    // `import { type A, type B }` loads nothing.
    .filter(([, names = '']) => !/^\{(\s*type\s+\w+,?)+\s*\}$/.test(names))
    .map(([, , name = '']) => name);

test('Waybill takes only types and the validator from TypeBox, whose constructors load 373 files', () => {
  const wrong = files
    .filter((file) => !file.startsWith('tests/'))
    .flatMap((file) =>
      valuesFrom(readFileSync(file, 'utf8'))
        .filter((name) => /^typebox(?!\/schema$)/.test(name))
        .map((name) => ({ file, name })),
    );
  assert.deepEqual(wrong, []);
});

test('the console loads no schemas into the browser', () => {
  const wrong = files
    .filter((file) => file.startsWith('components/'))
    .flatMap((file) =>
      valuesFrom(readFileSync(file, 'utf8'))
        .map((name) => normalize(`${dirname(file)}/${name}`))
        .filter((module) => module.startsWith('contracts/') && brought(module).has('contracts/type.ts'))
        .map((module) => ({ file, module })),
    );
  assert.deepEqual(wrong, []);
});

/** Of `components/features/alerts/alert-view.tsx`: `features`, and of which feature. */
const layerOf = (path: string): { layer: string | undefined; feature: string | undefined } => {
  const [top, layer, feature] = path.split('/');
  return top === 'components' ? { layer, feature } : { layer: undefined, feature: undefined };
};

test('a feature of the console imports ui and api, never another feature; api imports ui, and ui neither', () => {
  const wrong = imports.filter(({ file, target }) => {
    const from = layerOf(file);
    const to = layerOf(target ?? '');
    if (from.layer === 'features') return to.layer === 'features' && to.feature !== from.feature;
    if (from.layer === 'api') return to.layer === 'features';
    return from.layer === 'ui' && (to.layer === 'features' || to.layer === 'api');
  });
  assert.deepEqual(wrong, []);
});

test('an adapter imports no other adapter', () => {
  const adapterOf = (path: string) => path.split('/')[1];
  const wrong = imports.filter(
    ({ file, target }) =>
      file.startsWith('adapters/') &&
      target?.startsWith('adapters/') === true &&
      adapterOf(target) !== adapterOf(file),
  );
  assert.deepEqual(wrong, []);
});

for (const [driver, folder] of Object.entries(DRIVERS)) {
  test(`${driver} is imported in ${folder} only`, () => {
    const isOf = (name: string) =>
      name === driver || name.startsWith(`${driver}/`) || (driver === 'nats' && name.startsWith('@nats-io/'));
    assert.deepEqual(
      imports.filter(
        ({ file, name }) => isOf(name) && !file.startsWith(folder) && !file.startsWith('bench/'),
      ),
      [],
    );
  });
}

test('only one module reads the environment', () => {
  const readers = files.filter(
    // The test runner's scripts pass the environment on. Next.js sets NODE_ENV at build time.
    (file) =>
      file !== 'platform/configuration/settings.ts' &&
      !file.startsWith('scripts/testing/') &&
      /process\.env\b(?!\.NODE_ENV)/.test(readFileSync(file, 'utf8')),
  );
  assert.deepEqual(readers, []);
});

test('no file has a catch-all name', () => {
  const drawers = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/.test(file));
  assert.deepEqual(drawers, []);
});
