import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

test('no component has a style attribute: the content security policy refuses it in the HTML of the server', () => {
  const files = globSync('{app,components}/**/*.tsx');
  assert.ok(files.length > 0);
  assert.deepEqual(
    files.filter((file) => /\sstyle=/.test(readFileSync(file, 'utf8'))),
    [],
  );
});
