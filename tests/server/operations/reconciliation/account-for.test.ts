import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { SequenceRange } from '../../../../contracts/ports/applied-ranges.ts';
import { accountFor, type PartitionFacts } from '../../../../server/operations/reconciliation/account-for.ts';
import { IntervalSet } from '../../../../server/operations/reconciliation/interval-set.ts';
import { sumUp, TERMS } from '../../../../server/operations/reconciliation/sum-up.ts';

const EMPTY = IntervalSet.EMPTY;
const set = (...ranges: SequenceRange[]) => IntervalSet.of(ranges);

/** A hundred events, all delivered and acknowledged. */
const facts = (given: Partial<PartitionFacts> = {}): PartitionFacts => ({
  accepted: set([1, 100]),
  firstHeld: 1,
  erased: EMPTY,
  applied: EMPTY,
  retrying: EMPTY,
  dead: { open: EMPTY, discarded: EMPTY, edited: EMPTY },
  start: 1,
  delivered: 100,
  ackFloor: 100,
  ackPending: 0,
  acknowledged: EMPTY,
  absent: EMPTY,
  ...given,
});

const terms = (given: Partial<PartitionFacts>): Record<string, SequenceRange[]> => {
  const account = accountFor(facts(given));
  return Object.fromEntries(
    [...TERMS, 'uncertain' as const]
      .filter((term) => !account[term].isEmpty)
      .map((term) => [term, [...account[term].ranges]]),
  );
};

const cases: [string, Partial<PartitionFacts>, Record<string, SequenceRange[]>][] = [
  ['all applied', { applied: set([1, 100]) }, { applied: [[1, 100]] }],
  [
    'a backlog of any size is one interval',
    { applied: set([1, 10]), delivered: 10, ackFloor: 10 },
    { applied: [[1, 10]], pending: [[11, 100]] },
  ],
  ['no consumer yet: everything is before its start', { delivered: 0, ackFloor: 0 }, { pending: [[1, 100]] }],
  [
    'delivered, and as many ack pending',
    { applied: set([1, 90]), ackFloor: 90, ackPending: 10 },
    { applied: [[1, 90]], ackPending: [[91, 100]] },
  ],
  [
    'acknowledged, and in no term: still being verified',
    { applied: set([1, 49], [51, 100]) },
    {
      applied: [
        [1, 49],
        [51, 100],
      ],
      unreconciled: [[50, 50]],
    },
  ],
  [
    'acknowledged, in no term, and not in the read model in two readings: lost',
    { applied: set([1, 49], [51, 100]), absent: set([50, 50]) },
    {
      applied: [
        [1, 49],
        [51, 100],
      ],
      lost: [[50, 50]],
    },
  ],
  [
    'more are delivered than ack pending: the lowest are looked for',
    { applied: set([1, 90]), ackFloor: 90, ackPending: 7 },
    { applied: [[1, 90]], ackPending: [[94, 100]], unreconciled: [[91, 93]] },
  ],
  [
    'none of those is lost while one of all the delivered ones may be there',
    { applied: set([1, 90]), ackFloor: 90, ackPending: 7, absent: set([91, 99]) },
    { applied: [[1, 90]], ackPending: [[94, 100]], unreconciled: [[91, 93]] },
  ],
  [
    'when none of them is there, the number of lost events is certain, but not which',
    { applied: set([1, 90]), ackFloor: 90, ackPending: 7, absent: set([91, 100]) },
    { applied: [[1, 90]], ackPending: [[94, 100]], lost: [[91, 93]], uncertain: [[91, 93]] },
  ],
  [
    'erased counts first: there is nothing to compare with',
    { applied: set([1, 100]), erased: set([7, 7]) },
    {
      applied: [
        [1, 6],
        [8, 100],
      ],
      erased: [[7, 7]],
    },
  ],
  [
    'applied counts before a dead letter and a retry of it',
    {
      applied: set([1, 100]),
      retrying: set([5, 5]),
      dead: { open: set([6, 6]), discarded: EMPTY, edited: EMPTY },
    },
    { applied: [[1, 100]] },
  ],
  [
    'a dead letter that is being replayed is in flight',
    {
      applied: set([1, 4], [9, 100]),
      retrying: set([5, 5]),
      dead: { open: set([5, 6]), discarded: set([7, 7]), edited: set([8, 8]) },
    },
    {
      applied: [
        [1, 4],
        [9, 100],
      ],
      retrying: [[5, 5]],
      deadLettered: [[6, 6]],
      discarded: [[7, 7]],
      edited: [[8, 8]],
    },
  ],
  [
    'dropped by the log before it was delivered',
    { applied: set([1, 20]), firstHeld: 41, delivered: 20, ackFloor: 20 },
    { applied: [[1, 20]], expired: [[21, 40]], pending: [[41, 100]] },
  ],
  [
    'dropped by the log, and acknowledged before: not expired, and no longer looked for',
    { applied: set([1, 20], [41, 100]), firstHeld: 41, acknowledged: set([1, 30]) },
    {
      applied: [
        [1, 20],
        [41, 100],
      ],
      expired: [[31, 40]],
      unreconciled: [[21, 30]],
    },
  ],
  [
    'a dead letter outlives the event it copies',
    {
      applied: set([2, 100]),
      firstHeld: 41,
      dead: { open: set([1, 1]), discarded: EMPTY, edited: EMPTY },
    },
    { applied: [[2, 100]], deadLettered: [[1, 1]] },
  ],
  [
    'a consumer that was created to begin later',
    { applied: set([61, 100]), start: 61 },
    { applied: [[61, 100]], beforeStart: [[1, 60]] },
  ],
];

describe('Where every accepted event of a partition is', () => {
  for (const [what, given, expected] of cases) {
    test(what, () => {
      assert.deepEqual(terms(given), expected);
    });
  }

  test('events that the log dropped are not looked for', () => {
    const { unaccounted } = accountFor(
      facts({ applied: set([1, 20]), firstHeld: 41, acknowledged: set([1, 100]) }),
    );
    assert.deepEqual(unaccounted.ranges, [[41, 100]]);
  });

  test('each is in exactly one place, for any input', () => {
    const some = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 30 })), { maxLength: 4 })
      .map((pairs) => IntervalSet.of(pairs.map(([first, more]) => [first, first + more])));
    const place = fc.integer({ min: 0, max: 101 });
    fc.assert(
      fc.property(
        fc.array(some, { minLength: 8, maxLength: 8 }),
        fc.array(place, { minLength: 5, maxLength: 5 }),
        ([erased, applied, retrying, open, discarded, edited, acknowledged, absent], numbers) => {
          const [start, delivered, ackFloor, ackPending, firstHeld] = numbers as [
            number,
            number,
            number,
            number,
            number,
          ];
          const account = accountFor({
            accepted: set([1, 100]),
            firstHeld,
            erased: erased!,
            applied: applied!,
            retrying: retrying!,
            dead: { open: open!, discarded: discarded!, edited: edited! },
            start,
            delivered,
            ackFloor,
            ackPending,
            acknowledged: acknowledged!,
            absent: absent!,
          });
          const sums = sumUp([account]);
          assert.equal(
            TERMS.reduce((sum, term) => sum + sums[term], 0),
            100,
          );
          const all = TERMS.reduce((union, term) => union.union(account[term]), EMPTY);
          assert.deepEqual(all.ranges, [[1, 100]]);
          assert.ok(account.uncertain.subtract(account.lost).isEmpty);
        },
      ),
    );
  });
});
