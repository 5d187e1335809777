import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UnconfirmedWrites } from '../../../server/commands/unconfirmed-writes.ts';

const PARTITION = 1_025;
const LONG_MS = 60_000;

function inDoubt(): UnconfirmedWrites {
  const writes = new UnconfirmedWrites();
  writes.met(PARTITION, true);
  return writes;
}

test('of many simultaneous commands for a doubtful partition, one is the trial', async () => {
  const writes = inDoubt();
  const all = Array.from({ length: 20 }, () => writes.mayTry(PARTITION, LONG_MS));
  assert.equal(await all[0], true);
  const others = Promise.all(all.slice(1));
  writes.met(PARTITION, true);
  assert.deepEqual(
    (await others).filter((mayTry) => mayTry),
    [],
  );
  assert.equal(await writes.mayTry(PARTITION, LONG_MS), false, 'the next trial comes later');
});

test('once the trial is stored, all waiting commands may be published', async () => {
  const writes = inDoubt();
  const all = Array.from({ length: 20 }, () => writes.mayTry(PARTITION, LONG_MS));
  assert.equal(await all[0], true);
  writes.met(PARTITION, false);
  assert.ok((await Promise.all(all)).every((mayTry) => mayTry));
  assert.equal(writes.isDoubtful(PARTITION), false);
});

test('a new connection releases all commands that wait for the old one’s trial', async () => {
  const writes = inDoubt();
  const all = Array.from({ length: 20 }, () => writes.mayTry(PARTITION, LONG_MS));
  assert.equal(await all[0], true);
  writes.forget();
  assert.ok((await Promise.all(all)).every((mayTry) => mayTry));
});
