import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mintCommandId, readCommandId } from '../../contracts/command-id.ts';

test('a command id contains its time, generation and partition', () => {
  const now = Date.UTC(2026, 10, 23);
  for (const [generation, partition] of [
    [1, 0],
    [1, 3],
    [511, 1023],
    [37, 512],
  ] as const) {
    const id = mintCommandId(generation, partition, now);
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const read = readCommandId(id.toUpperCase());
    assert.deepEqual({ generation: read?.generation, partition: read?.partition }, { generation, partition });
    assert.ok(Math.abs((read?.mintedAt ?? 0) - now) <= 4);
  }
});

test('ids of one process sort in the order in which they were made, within a millisecond and when the clock is set back a little', () => {
  const now = Date.UTC(2026, 10, 24);
  const ids = Array.from({ length: 20_000 }, (_, n) => mintCommandId(1, n % 4, now - (n % 3) * 500));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
});

test('a clock set far back is trusted, so that an id stays near the time its event is stored at', () => {
  const now = Date.UTC(2026, 10, 25);
  mintCommandId(1, 0, now);
  assert.equal(readCommandId(mintCommandId(1, 0, now - 3_600_000))?.mintedAt, now - 3_600_000);
});

test('an id that is not a UUIDv7 is not a command id', () => {
  for (const id of [
    '',
    'x',
    '0192f7c1-5b0e-4c33-8d1e-4f2a9a3f04aa',
    '0192f7c1-5b0e-7c33-0d1e-4f2a9a3f04aa',
  ]) {
    assert.equal(readCommandId(id), undefined);
  }
});

test('generations and partitions out of range are refused', () => {
  assert.throws(() => mintCommandId(512, 0), RangeError);
  assert.throws(() => mintCommandId(1, 1024), RangeError);
});
