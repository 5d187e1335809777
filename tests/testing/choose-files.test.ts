import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { slowestFirst } from '../../scripts/testing/durations.ts';
import { enginesOf, FileQueue } from '../../scripts/testing/file-queue.ts';
import { hasProperties } from '../../scripts/testing/has-properties.ts';
import { dependentsOf, importGraph } from '../../scripts/testing/import-graph.ts';

const graph = importGraph(join(import.meta.dirname, '..', '..'));

describe('a change affects the tests', () => {
  const touched = (file: string) => dependentsOf(graph, [file]);
  const cases: [what: string, file: string, test: string][] = [
    ['that import it', 'contracts/position.ts', 'tests/contracts/position.test.ts'],
    ['that start a role with it', 'server/gateway/limit-load.ts', 'tests/server/commands/accept.test.ts'],
    [
      'that start the whole with it',
      'processes/supervisor/watch-log.ts',
      'tests/processes/supervisor/whole.test.ts',
    ],
    [
      'that open its page',
      'components/features/consumers/consumer-table.tsx',
      'tests/console/consumers.test.ts',
    ],
    ['that run it as a command', 'scripts/traffic.ts', 'tests/scripts/traffic.test.ts'],
    ['that read it', 'docs/runbook.md', 'tests/server/operations/consumers/evaluate-status.test.ts'],
  ];
  for (const [what, file, expected] of cases)
    test(what, () => assert.ok(touched(file).has(expected), `${file} does not lead to ${expected}`));

  test('and no other tests', () => {
    assert.ok(
      !touched('components/features/consumers/consumer-table.tsx').has(
        'tests/server/commands/accept.test.ts',
      ),
    );
    assert.ok(!touched('scripts/traffic.ts').has('tests/scripts/send.test.ts'));
  });
});

test('random tests are found in a file, or in a suite that it runs', () => {
  const withProperties = [
    'tests/domain/operations/decisions.test.ts',
    'tests/contracts/sqlite-history-store.test.ts',
    'tests/rebuild/rebuild-property.test.ts',
    'tests/truth/truth.test.ts',
  ];
  for (const file of withProperties) assert.ok(hasProperties(graph, file), file);
  for (const file of ['tests/contracts/position.test.ts', 'tests/testing/leftovers.test.ts'])
    assert.ok(!hasProperties(graph, file), file);
});

test('the number of files that start the same engine at once is limited', () => {
  const own = new Map(['a', 'b', 'c'].map((file) => [file, new Set(['engine'])]));
  const files = ['a', 'b', 'c', 'd'];
  const limits = { engine: 2 };
  const queue = new FileQueue(files, enginesOf(own, files, limits), limits);
  assert.deepEqual([queue.take(), queue.take(), queue.take()], ['a', 'b', 'd']);
  assert.equal(queue.take(), undefined);
  queue.done('a');
  assert.equal(queue.take(), 'c');
});

test('files without a known duration come first, those that start engines before others; then the slowest', () => {
  const engines = (file: string) => (file === 'd' ? 1 : 0);
  assert.deepEqual(slowestFirst(['a', 'b', 'c', 'd'], { a: 1, c: 9 }, engines), ['d', 'b', 'c', 'a']);
});
