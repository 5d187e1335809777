import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LedgerQueue } from '../../../../adapters/jetstream/publish/ledger-queue.ts';
import type { LedgerRecord } from '../../../../contracts/ledger.ts';

const recorded = (id: string): LedgerRecord => ({
  kind: 'unconfirmed',
  commandId: id,
  correlationId: 'c',
  at: 0,
});
const read = (json: string | undefined): LedgerRecord[] => JSON.parse(`[${json ?? ''}]`);
const shortOf = (record: LedgerRecord) =>
  record.kind === 'unconfirmed' ? record.commandId : record.kind === 'gap' ? `gap ${record.records}` : '';

function makeQueue(limits: { records: number; bytes: number }) {
  let now = 100;
  const queue = new LedgerQueue(limits, () => now++);
  const rest = () => {
    const all: LedgerRecord[] = [];
    for (let taken = queue.take(1_000); taken; taken = queue.take(1_000)) all.push(...read(taken.json));
    return all;
  };
  return { queue, rest };
}

test('records come out in order, as many at a time as fit in a message', () => {
  const { queue } = makeQueue({ records: 10, bytes: 10_000 });
  for (const id of ['1', '2', '3']) queue.put(recorded(id));
  const size = JSON.stringify(recorded('1')).length;
  const two = queue.take(2 * size + 1);
  assert.deepEqual(read(two?.json).map(shortOf), ['1', '2']);
  assert.deepEqual([two?.records, two?.from, two?.until], [2, 100, 101]);
  assert.deepEqual(read(queue.take(1)?.json).map(shortOf), ['3'], 'one at least, however small the message');
  assert.equal(queue.take(1_000), undefined);
  assert.equal(queue.bytes, 0);
});

test('records without room are counted, and the gap record takes their place', () => {
  const { queue, rest } = makeQueue({ records: 3, bytes: 10_000 });
  for (const id of ['1', '2', '3', '4', '5']) queue.put(recorded(id));
  assert.equal(queue.missed, 2);
  assert.deepEqual(read(queue.take(1)?.json).map(shortOf), ['1']);
  queue.put(recorded('6'));
  const all = rest();
  // The gap took the room of the first record; record 6 found none, and makes another gap.
  assert.deepEqual(all.map(shortOf), ['2', '3', 'gap 2', 'gap 1']);
  const [gap] = all.filter((record) => record.kind === 'gap');
  assert.deepEqual(gap, { kind: 'gap', from: 103, until: 104, records: 2, why: 'queue-full' });
});

test('a queue is also limited in bytes', () => {
  const { queue, rest } = makeQueue({ records: 1_000, bytes: 1_000 });
  for (let n = 0; n < 500; n += 1) queue.put(recorded(String(n)));
  assert.ok(queue.bytes <= 1_000);
  const all = rest();
  const kept = all.filter((record) => record.kind === 'unconfirmed').length;
  assert.equal(kept + queue.missed, 500);
  const gaps = all.reduce((sum, record) => sum + (record.kind === 'gap' ? record.records : 0), 0);
  assert.equal(gaps, queue.missed, 'gap records count every missing record');
});

test('a gap says whether records were unconfirmed or never kept', () => {
  const { queue, rest } = makeQueue({ records: 1, bytes: 10_000 });
  queue.put(recorded('1'));
  queue.put(recorded('2'));
  queue.lost('not-confirmed', { from: 1, until: 5, records: 7 });
  queue.lost('not-confirmed', { from: 3, until: 9, records: 1 });
  const all = rest();
  assert.deepEqual(
    all
      .filter((record) => record.kind === 'gap')
      .map(({ why, from, until, records }) => [why, from, until, records]),
    [
      ['not-confirmed', 1, 9, 8],
      ['queue-full', 101, 101, 1],
    ],
  );
});
