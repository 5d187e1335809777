import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_RANGE, MAX_RANGES } from '../../contracts/ledger.ts';
import { rangesOf } from '../../workers/runtime/ranges.ts';

const upTo = (count: number, step = 1) => Array.from({ length: count }, (_, n) => n * step + 1);
const of = (sequences: number[]) => rangesOf(sequences.map((sequence) => ({ delivery: { sequence } })));

const TABLE: [what: string, sequences: number[], ranges: [number, number][], count: number][] = [
  ['one', [7], [[7, 7]], 1],
  ['a run', [4, 5, 6], [[4, 6]], 3],
  [
    'holes',
    [1, 2, 4, 7, 8],
    [
      [1, 2],
      [4, 4],
      [7, 8],
    ],
    5,
  ],
  [
    'out of order',
    [9, 1, 2, 8],
    [
      [1, 2],
      [8, 9],
    ],
    4,
  ],
  ['handed out twice', [1, 2, 2, 3], [[1, 3]], 3],
  ['the last sequence there can be', [2 ** 44 - 1], [[2 ** 44 - 1, 2 ** 44 - 1]], 1],
];

for (const [what, sequences, ranges, count] of TABLE)
  test(`sequences as ranges: ${what}`, () => assert.deepEqual(of(sequences), [{ ranges, count }]));

test('none makes none', () => assert.deepEqual(of([]), []));

test('no range is longer than the limit', () => {
  const [one, ...more] = of(upTo(2 * MAX_RANGE + 1));
  assert.deepEqual(one?.ranges, [
    [1, MAX_RANGE],
    [MAX_RANGE + 1, 2 * MAX_RANGE],
    [2 * MAX_RANGE + 1, 2 * MAX_RANGE + 1],
  ]);
  assert.equal(one?.count, 2 * MAX_RANGE + 1);
  assert.deepEqual(more, []);
});

test('no list is longer than the limit: the rest makes another list', () => {
  const lists = of(upTo(2 * MAX_RANGES + 1, 2));
  assert.deepEqual(
    lists.map(({ ranges, count }) => [ranges.length, count]),
    [
      [MAX_RANGES, MAX_RANGES],
      [MAX_RANGES, MAX_RANGES],
      [1, 1],
    ],
  );
});
