import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partitionOf } from '../../contracts/partition.ts';
import { decodePosition, encodePosition, versionOf } from '../../contracts/position.ts';

test('a token decodes to its position', () => {
  const position = { generation: 2, partition: 7, sequence: 48_211 };
  assert.deepEqual(decodePosition(encodePosition(position)), position);
});

test('invalid tokens are recognized', () => {
  for (const token of [
    '',
    '1',
    '1-2',
    '1-2-0',
    '0-2-1',
    '512-0-1',
    '1-2-3-4',
    '1-2-x',
    '1-2-99999999999999',
    null,
    3,
  ]) {
    assert.equal(decodePosition(token), undefined, String(token));
  }
});

test('versions are in log order: by sequence within a generation, and generation first', () => {
  const version = (generation: number, sequence: number) => versionOf({ generation, partition: 0, sequence });
  assert.ok(version(1, 2) > version(1, 1));
  assert.ok(version(2, 1) > version(1, 2 ** 43));
  assert.ok(Number.isSafeInteger(version(511, 2 ** 44 - 1)));
});

test('partitions never change: an existing log was laid out by them', () => {
  const layout = ['general', 'random', 'a', 'b', 'channel-1', 'Z_9-x'].map((id) => partitionOf(id, 4));
  assert.deepEqual(layout, [3, 0, 3, 2, 2, 2]);
});

test('partitions are used evenly, even by ids that differ only at the end', () => {
  const counts = new Array<number>(8).fill(0);
  for (let n = 0; n < 8_000; n += 1) counts[partitionOf(`channel-${n}`, 8)]! += 1;
  for (const count of counts) assert.ok(count > 800 && count < 1_200, String(counts));
});
