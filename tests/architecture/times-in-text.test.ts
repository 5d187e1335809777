import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourceFiles } from './read-imports.ts';

const within = (folders: readonly string[]) =>
  sourceFiles().filter((file) => folders.some((folder) => file.startsWith(`${folder}/`)));

const filesWith = (folders: readonly string[], pattern: RegExp): string[] =>
  within(folders).filter((file) => pattern.test(readFileSync(file, 'utf8')));

/** A pattern of an ISO date. */
const DATE_PATTERN = /\\d\{4\}-|\[0-9\]\{4\}-/;
/** An instant after other words of a template. */
const INSTANT_IN_WORDS = /[ (]\$\{[^}]*(toISOString\(\)|\b(at|since|until)|[a-z](At|Since|Until))\}/;

test('the console finds no times in texts: the API has them as fields', () => {
  assert.deepEqual(filesWith(['components', 'app'], DATE_PATTERN), []);
});

test('no service writes a time into a sentence', () => {
  assert.ok(within(['server', 'workers', 'contracts']).length > 300);
  assert.deepEqual(filesWith(['server', 'workers', 'contracts'], INSTANT_IN_WORDS), []);
});

test('what is looked for is recognized', () => {
  const words = (expression: string) => `\`since $\{${expression}}.\``;
  for (const time of ['first.at', 'new Date(ms).toISOString()', 'noticedAt'])
    assert.match(words(time), INSTANT_IN_WORDS);
  assert.doesNotMatch(words('count'), INSTANT_IN_WORDS);
  assert.match('(\\d{4}-\\d{2})', DATE_PATTERN);
});
