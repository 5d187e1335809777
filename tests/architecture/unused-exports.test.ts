import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { importsOf, sourceFiles } from './read-imports.ts';

const declaration =
  /^export (?:declare )?(?:async )?(?:const|let|function\*?|class|abstract class|interface|type) (\w+)/gm;
const listed = /^export (?:type )?\{([^}]*)\}/gm;

/** The names that a module exports; a default export is left to the framework that asks for it. */
function exportsOf(source: string): string[] {
  const lists = [...source.matchAll(listed)].flatMap(([, names = '']) => names.split(','));
  const named = lists.map((name) =>
    name
      .replace(/^.* as /s, '')
      .replace(/^\s*type /, '')
      .trim(),
  );
  return [...source.matchAll(declaration)]
    .map(([, name]) => name as string)
    .concat(named.filter((name) => /^\w+$/.test(name) && name !== 'default'));
}

/** Exports that no importing file names: `file: name`. */
function unusedExports(sources: ReadonlyMap<string, string>, targetsOf: (file: string) => string[]) {
  const importers = new Map<string, string[]>();
  for (const [file, source] of sources)
    for (const target of targetsOf(file)) importers.set(target, [...(importers.get(target) ?? []), source]);
  return [...sources].flatMap(([file, source]) =>
    exportsOf(source)
      .filter((name) => !importers.get(file)?.some((importer) => new RegExp(`\\b${name}\\b`).test(importer)))
      .map((name) => `${file}: ${name}`),
  );
}

test('an export that no file imports is found', () => {
  const sources = new Map([
    ['a', 'export const used = 1;\nexport const unused = used;\nconst c = 2;\nexport { c as listed };'],
    ['b', "import { used } from 'a';"],
  ]);
  assert.deepEqual(
    unusedExports(sources, (file) => (file === 'b' ? ['a'] : [])),
    ['a: unused', 'a: listed'],
  );
});

/** Next.js reads these by name: app/ and the files of its conventions at the root. */
const readByNext = /^(app\/.*|instrumentation|proxy|next\.config|next-env)/;

test('every export has an importer', () => {
  const files = sourceFiles();
  const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
  const unused = unusedExports(sources, (file) => importsOf(file).flatMap(({ target }) => target ?? []));
  assert.deepEqual(
    unused.filter((name) => !readByNext.test(name)),
    [],
  );
});
