import assert from 'node:assert/strict';
import { test } from 'node:test';
import { historyStatements } from '../../../adapters/cassandra/history-statements.ts';
import { NamedBuckets } from '../../../adapters/cassandra/named-buckets.ts';
import { planWrites } from '../../../adapters/cassandra/plan-writes.ts';
import type { HistoryChange } from '../../../contracts/ports/history-store.ts';
import { messageId, sent } from '../../contracts/history-changes.ts';

const cql = historyStatements('history');
const limits = { maxBatchRows: 100, maxBatchBytes: 128 * 1024 };
const log = [3, 5, 8, 9].map((version) => sent({ messageId: messageId(version), version }));

/** Whether these changes name a day, if the process remembers `known`. */
function names(changes: readonly HistoryChange[], known: NamedBuckets): boolean {
  const { batches, days } = planWrites(changes, cql, limits, known);
  known.remember(days);
  return batches.flat().some(({ query }) => query === cql.bucket);
}

test('the first message of a day names it, later ones do not', () => {
  const known = new NamedBuckets(10);
  assert.deepEqual(
    log.map((change) => names([change], known)),
    [true, false, false, false],
  );
});

test('applying the log from the start names every day, whatever processes remember', () => {
  for (const seen of [1, 2, 3, 4]) {
    for (const split of [1, 2, 3, 4]) {
      const one = new NamedBuckets(10);
      const other = new NamedBuckets(10);
      names(log.slice(0, seen), one);
      names(log.slice(seen - 1), other);
      const named = [names(log.slice(0, split), other), names(log.slice(split), one)];
      assert.ok(named.includes(true), `seen ${seen}, split ${split}`);
    }
  }
});

test('a failure forgets every named day, and the number of remembered days is limited', () => {
  const known = new NamedBuckets(2);
  for (const channelId of ['a', 'b', 'c']) names([sent({ channelId, version: 1 })], known);
  assert.equal(names([sent({ channelId: 'c', version: 2 })], known), false);
  assert.equal(names([sent({ channelId: 'a', version: 2 })], known), true, 'forgotten for lack of room');
  known.forget();
  assert.equal(names([sent({ channelId: 'a', version: 3 })], known), true);
});
