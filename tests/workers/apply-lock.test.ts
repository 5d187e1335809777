import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApplyLock } from '../../workers/runtime/apply-lock.ts';

/** Work whose end the test decides. */
function piece(log: string[], name: string) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const run = async () => {
    log.push(`${name} begins`);
    await promise;
    log.push(`${name} ends`);
  };
  return { run, end: resolve };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('batches apply at the same time; a quarantined event applies alone, when it is its turn', async () => {
  const lock = new ApplyLock();
  const log: string[] = [];
  const [one, two, suspected, three] = ['one', 'two', 'suspected', 'three'].map((name) => piece(log, name));
  const all = [
    lock.shared(one!.run),
    lock.shared(two!.run),
    lock.exclusive(suspected!.run),
    lock.shared(three!.run),
  ];
  await turn();
  assert.deepEqual(log, ['one begins', 'two begins']);
  one!.end();
  await turn();
  assert.ok(!log.includes('suspected begins'));
  two!.end();
  await turn();
  assert.equal(log.at(-1), 'suspected begins');
  suspected!.end();
  await turn();
  assert.deepEqual(log.slice(-2), ['suspected ends', 'three begins']);
  three!.end();
  await Promise.all(all);
});

test('failed work releases its place', async () => {
  const lock = new ApplyLock();
  await assert.rejects(
    lock.exclusive(async () => Promise.reject(new Error('alone'))),
    /alone/,
  );
  await assert.rejects(
    lock.shared(async () => Promise.reject(new Error('beside'))),
    /beside/,
  );
  assert.equal(await lock.exclusive(async () => 'free'), 'free');
});
