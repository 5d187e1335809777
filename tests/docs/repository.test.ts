import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '..', '..');

/** The lines of each top folder in the block under "The repository". */
const described = new Map<string, string>();
const [, block] = /## The repository\n\n```\n([\s\S]*?)```/.exec(
  readFileSync(join(root, 'docs/architecture.md'), 'utf8'),
)!;
let top = '';
for (const line of block!.split('\n').filter(Boolean)) {
  const folders = line.startsWith(' ') ? null : line.match(/^(?:[a-z]+\/ ?)+/)![0].match(/[a-z]+/g)!;
  for (const folder of folders ?? [top]) {
    top = folder;
    described.set(folder, `${described.get(folder) ?? ''} ${line.replace(/^(?:[a-z]+\/ ?)+/, '')}`);
  }
}

const foldersOf = (path: string): string[] =>
  readdirSync(join(root, path), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name);

test('docs/architecture.md describes every top folder, and no other', () => {
  const tools = /^(\.|node_modules$|coverage$)/;
  assert.deepEqual(
    [...described.keys()].sort(),
    foldersOf('.')
      .filter((name) => !tools.test(name))
      .sort(),
  );
});

test('every folder that the description names exists', () => {
  for (const [folder, words] of described)
    for (const [, name] of words.matchAll(/([a-z-]+)\//g))
      assert.ok(
        globSync(`${folder}/**/${name}/`, { cwd: root }).length > 0,
        `${folder}: there is no ${name}/`,
      );
});

test('every folder of a layer is described', () => {
  for (const layer of ['server', 'workers', 'domain', 'contracts', 'adapters', 'processes', 'platform'])
    for (const name of foldersOf(layer))
      assert.match(described.get(layer)!, new RegExp(`\\b${name}[/{]`), `${layer}/${name} is missing`);
});
