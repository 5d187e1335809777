import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { SequenceRange } from '../../../../contracts/ports/applied-ranges.ts';
import { chooseSample } from '../../../../server/operations/reconciliation/choose-sample.ts';
import { IntervalSet } from '../../../../server/operations/reconciliation/interval-set.ts';

const END = 60;
const range = fc
  .tuple(fc.integer({ min: 1, max: END }), fc.integer({ min: -1, max: 12 }))
  .map(([first, more]): SequenceRange => [first, Math.min(END, first + more)]);
const ranges = fc.array(range, { maxLength: 12 });

const naive = (of: readonly SequenceRange[]): Set<number> =>
  new Set(
    of.flatMap(([first, last]) => Array.from({ length: Math.max(0, last - first + 1) }, (_, n) => first + n)),
  );
const sorted = (set: Iterable<number>): number[] => [...set].sort((a, b) => a - b);

describe('A set of intervals is a set of sequences', () => {
  test('union, intersection, difference, count, order', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        const [mine, theirs] = [IntervalSet.of(a), IntervalSet.of(b)];
        const [one, other] = [naive(a), naive(b)];
        const same = (set: IntervalSet, expected: Set<number>) => {
          assert.deepEqual([...set.sequences()], sorted(expected));
          assert.equal(set.count, expected.size);
          assert.equal(set.isEmpty, expected.size === 0);
          sorted(expected).forEach((sequence, n) => {
            assert.equal(set.at(n), sequence);
          });
          assert.equal(set.at(expected.size), undefined);
          // Ascending, and never touching: otherwise it would grow with every batch.
          set.ranges.forEach(([first, last], n) => {
            assert.ok(first <= last && (n === 0 || first > set.ranges[n - 1]![1] + 1));
          });
        };
        same(mine, one);
        same(mine.union(theirs), one.union(other));
        same(mine.intersect(theirs), one.intersection(other));
        same(mine.subtract(theirs), one.difference(other));
        same(mine.lowest(5), new Set(sorted(one).slice(0, 5)));
        same(IntervalSet.ofSequences([...one]), one);
      }),
      { numRuns: 2_000 },
    );
  });

  test('a sample is of the set, of the requested size, and random over all of it', () => {
    const set = IntervalSet.of([
      [1, 10],
      [100, 189],
    ]);
    const seen = new Set<number>();
    for (let turn = 0; turn < 200; turn += 1) {
      const sample = chooseSample(set, 7);
      assert.equal(sample.count, 7);
      assert.ok(sample.subtract(set).isEmpty);
      for (const sequence of sample.sequences()) seen.add(sequence);
    }
    assert.equal(seen.size, 100);
    assert.equal(chooseSample(set, 1_000), set);
  });
});
