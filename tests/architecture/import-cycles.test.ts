import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importsOf, sourceFiles } from './read-imports.ts';

/** The first cycle in a graph of imports, as the files along it; null where there is none. */
function findCycle(imports: ReadonlyMap<string, readonly string[]>): string[] | null {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): string[] | null => {
    if (done.has(file)) return null;
    const from = path.indexOf(file);
    if (from >= 0) return [...path.slice(from), file];
    path.push(file);
    for (const target of imports.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return null;
  };
  for (const file of imports.keys()) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return null;
}

test('a cycle is found', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['d', ['b']],
  ]);
  assert.deepEqual(findCycle(imports), ['b', 'd', 'b']);
  assert.equal(
    findCycle(
      new Map([
        ['a', ['b', 'c']],
        ['b', ['c']],
      ]),
    ),
    null,
  );
});

test('no two files import each other, directly or through others, not even for types', () => {
  const files = sourceFiles();
  assert.ok(files.length > 500);
  const imports = new Map(files.map((file) => [file, importsOf(file).flatMap(({ target }) => target ?? [])]));
  assert.equal(findCycle(imports)?.join(' → '), undefined);
});
