import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fixedStreamConfigs } from '../../adapters/jetstream/streams/stream-configs.ts';
import { dataPaths } from '../../platform/configuration/data-paths.ts';
import { readSettings } from '../../platform/configuration/settings.ts';

const root = join(import.meta.dirname, '..', '..');

/** The cells of every row of docs/storage.md: what, watched for, what happens then, test. */
const rows = readFileSync(join(root, 'docs', 'storage.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|(---|\s*what \|)/.test(line))
  .map((line) => line.slice(1, -1).split(/(?<!\\)\|/));
const subjects = rows.map(([what = '']) => what);

const namesOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

test('every row of docs/storage.md names a test that exists', () => {
  assert.ok(rows.length > 30, 'the tables are found');
  for (const row of rows) {
    assert.equal(row.length, 4, `four cells: ${row.join('|')}`);
    const tests = namesOf(row[3] ?? '');
    assert.ok(tests.length > 0, `a row names a test: ${row.join('|')}`);
    for (const file of tests) {
      assert.match(file, /^tests\/.*\.test\.ts$/);
      assert.ok(existsSync(join(root, file)), `${file} does not exist`);
    }
  }
});

test('every stream, bucket and SQLite file of Waybill has a row in docs/storage.md', () => {
  const named = new Set(subjects.flatMap(namesOf));
  const needed = [
    'EVENTS-*',
    ...fixedStreamConfigs(readSettings({})).map(({ name }) => name),
    ...Object.values(dataPaths('data')).filter((path) => path.endsWith('.sqlite')),
  ].map((path) => basename(path));
  assert.deepEqual(
    needed.filter((name) => !named.has(name)),
    [],
  );
});
