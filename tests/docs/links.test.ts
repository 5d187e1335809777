import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import { changesOnPage } from '../commands/page-changes.ts';

const root = join(import.meta.dirname, '..', '..');
const pages = ['README.md', 'bench/README.md', ...globSync('docs/**/*.md', { cwd: root })];
const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
const withoutCode = (text: string) => text.replace(/```.*?```/gs, '').replace(/`[^`\n]*`/g, '``');

/** The anchors of a page's headings, by GitHub's rule. */
const anchorsOf = (page: string): string[] =>
  [
    ...textOf(page)
      .replace(/```.*?```/gs, '')
      .matchAll(/^#+ (.+)$/gm),
  ].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

for (const page of pages) {
  test(`every link of ${page} has a target`, () => {
    for (const [, target = ''] of withoutCode(textOf(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path = '', anchor] = target.split('#');
      const file = path === '' ? page : relative(root, join(root, dirname(page), path));
      assert.ok(existsSync(join(root, file)), `${target}: ${file} does not exist`);
      if (anchor !== undefined) assert.ok(anchorsOf(file).includes(anchor), `${target}: no such heading`);
    }
  });
}

test('every file of the project that the docs name exists', () => {
  const folders =
    'adapters|app|bench|components|contracts|deploy|docs|domain|platform|processes|scripts|server|tests|workers';
  const named = new RegExp(`\`((?:${folders})/[A-Za-z0-9_./:()[\\]-]*)\``, 'g');
  const examples = new Set(changesOnPage(textOf('docs/adding-a-command.md')).map(({ file }) => file));
  for (const page of pages) {
    for (const [, file = ''] of textOf(page).matchAll(named)) {
      assert.ok(examples.has(file) || existsSync(join(root, file)), `${page} names ${file}`);
    }
  }
});
