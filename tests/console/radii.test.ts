import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('every radius that a page names is one of the design', () => {
  const css = readFileSync('app/globals.css', 'utf8');
  const known = new Set([...css.matchAll(/--radius-([a-z]+):/g)].map(([, name]) => name));
  const named = globSync('{app,components}/**/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\brounded-([a-z]+)/g)].map(([, name]) => ({ file, name })),
  );
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter(({ name }) => !known.has(name)),
    [],
  );
});
