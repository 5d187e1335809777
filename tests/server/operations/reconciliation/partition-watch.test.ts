import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { IntervalSet } from '../../../../server/operations/reconciliation/interval-set.ts';
import { isNothingLost } from '../../../../server/operations/reconciliation/is-nothing-lost.ts';
import {
  type PartitionNow,
  PartitionWatch,
} from '../../../../server/operations/reconciliation/partition-watch.ts';

const EMPTY = IntervalSet.EMPTY;
const GRACE = 10;
const HOUR_MS = 3_600_000;

const now = (given: Partial<PartitionNow> = {}): PartitionNow => ({
  window: [1, 10],
  firstHeld: 1,
  erased: EMPTY,
  retrying: EMPTY,
  dead: { open: EMPTY, discarded: EMPTY, edited: EMPTY },
  start: 1,
  progress: { ackFloor: 10, delivered: 10, pending: 0, ackPending: 0 },
  ...given,
});
const named = (sequence: number) => ({
  sequence,
  position: `1-0-${sequence}`,
  commandId: `command-${sequence}`,
  correlationId: null,
  eventType: null,
  storedAt: 0,
});
const absent = (...sequences: number[]) => ({ present: EMPTY, absent: sequences.map(named) });
const list = (set: IntervalSet) => [...set.sequences()];

/** Ten events, all acknowledged; the ledger records all but the fifth. */
function watching(): PartitionWatch {
  const watch = new PartitionWatch(HOUR_MS);
  watch.observe(now());
  watch.reported(
    [
      [1, 4],
      [6, 10],
    ],
    true,
  );
  return watch;
}

/** The same, until the fifth is lost. */
function losing(): PartitionWatch {
  const watch = watching();
  watch.due(0, GRACE);
  watch.due(10, GRACE);
  watch.proved(absent(5), 10, GRACE);
  watch.due(20, GRACE);
  watch.proved(absent(5), 20, GRACE);
  assert.deepEqual(list(watch.account.lost), [5]);
  return watch;
}

describe('An event in no place', () => {
  test('was processed just now if it was delivered since the previous pass, and only then', () => {
    const watch = new PartitionWatch(HOUR_MS);
    watch.observe(now());
    watch.reported([], true);
    assert.deepEqual([watch.account.unreconciled.count, list(watch.settling)], [10, []], 'it may be old');
    assert.equal(isNothingLost([watch]), false);
    watch.reported([[1, 10]], true);
    assert.equal(isNothingLost([watch]), true);
    const later = now({
      window: [1, 13],
      progress: { ackFloor: 13, delivered: 13, pending: 0, ackPending: 0 },
    });
    watch.observe(later);
    watch.reported([[11, 11]], true);
    assert.deepEqual(list(watch.settling), [12, 13]);
    assert.equal(isNothingLost([watch]), true);
    watch.proved(absent(12), 0, GRACE);
    assert.deepEqual(list(watch.settling), [13], 'looked for, and not there');
    watch.observe(later);
    assert.deepEqual([list(watch.account.unreconciled), list(watch.settling)], [[12, 13], []]);
    assert.equal(isNothingLost([watch]), false);
  });

  test('that a spot proof did not find was processed long ago', () => {
    const watch = watching();
    watch.observe(
      now({ window: [1, 12], progress: { ackFloor: 12, delivered: 12, pending: 0, ackPending: 0 } }),
    );
    watch.reported(
      [
        [5, 5],
        [11, 12],
      ],
      true,
    );
    watch.doubted([named(12)], 0);
    assert.deepEqual([list(watch.account.unreconciled), list(watch.settling)], [[12], []]);
  });

  test('is looked for after the grace, twice, a grace apart; only then it is lost, and named', () => {
    const watch = watching();
    assert.deepEqual(list(watch.due(0, GRACE)), []);
    assert.deepEqual(list(watch.due(9, GRACE)), []);
    assert.deepEqual(list(watch.due(10, GRACE)), [5]);
    watch.proved(absent(5), 10, GRACE);
    assert.deepEqual([list(watch.account.unreconciled), list(watch.account.lost)], [[5], []]);
    assert.deepEqual(list(watch.due(19, GRACE)), []);
    // Even if it is looked for too early, once is once.
    watch.proved(absent(5), 19, GRACE);
    assert.deepEqual(list(watch.account.lost), []);
    assert.deepEqual(list(watch.due(20, GRACE)), [5]);
    watch.proved(absent(5), 20, GRACE);
    assert.deepEqual([list(watch.account.unreconciled), list(watch.account.lost)], [[], [5]]);
    assert.deepEqual(
      watch.lost.map(({ commandId }) => commandId),
      ['command-5'],
    );
    assert.deepEqual([list(watch.due(99, GRACE)), list(watch.searched)], [[], [5]]);
  });

  test('is applied once it is found, also after it was lost', () => {
    const watch = losing();
    watch.proved({ present: IntervalSet.between(5, 5), absent: [] }, 30, GRACE);
    assert.deepEqual([watch.account.applied.count, watch.account.lost.count, watch.lost], [10, 0, []]);
  });

  test('is not looked for if the ledger records it meanwhile', () => {
    const watch = watching();
    watch.due(0, GRACE);
    assert.deepEqual(list(watch.wanted), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    watch.reported([[5, 5]], true);
    assert.deepEqual(list(watch.due(10, GRACE)), []);
    watch.observe(now());
    assert.deepEqual(list(watch.wanted), []);
  });

  test('that is delivered again must be missing again from the start', () => {
    const watch = losing();
    watch.observe(now({ progress: { ackFloor: 4, delivered: 4, pending: 6, ackPending: 0 } }));
    assert.deepEqual([list(watch.account.pending), list(watch.account.lost)], [[5], []]);
    watch.observe(now());
    assert.deepEqual([list(watch.account.unreconciled), list(watch.account.lost)], [[5], []]);
    assert.deepEqual(list(watch.due(31, GRACE)), []);
  });

  test('stays lost when the log drops it, and is not looked for any more', () => {
    const watch = losing();
    watch.observe(now({ firstHeld: 8 }));
    assert.deepEqual([list(watch.account.lost), list(watch.account.expired)], [[5], []]);
    assert.deepEqual([list(watch.due(99, GRACE)), list(watch.searched)], [[], []]);
    watch.observe(now({ window: [6, 10], firstHeld: 8 }));
    assert.deepEqual([watch.account.lost.count, watch.lost], [0, []]);
  });

  test('that is recorded as applied and not found by a spot proof is no longer applied, whatever the ledger records again', () => {
    const watch = watching();
    watch.reported([[5, 5]], true);
    watch.due(0, GRACE);
    watch.doubted([named(7)], 0);
    watch.reported([[7, 7]], true);
    assert.deepEqual([watch.account.applied.count, list(watch.account.unreconciled)], [9, [7]]);
    watch.due(1, GRACE);
    assert.deepEqual(list(watch.due(11, GRACE)), [7]);
    watch.proved(absent(7), 11, GRACE);
    assert.deepEqual(list(watch.account.lost), [7]);
  });
});

test('erased events are remembered when the log drops their neighbours', () => {
  const watch = watching();
  watch.observe(now({ erased: IntervalSet.between(5, 5) }));
  watch.observe(now({ firstHeld: 8 }));
  assert.deepEqual([list(watch.account.erased), watch.account.unreconciled.count], [[5], 0]);
});
