import assert from 'node:assert/strict';
import { closeSync, fstatSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { StoreThread } from '../../../adapters/sqlite/thread/store-thread.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { waitUntil } from '../../engines/condition.ts';
import type { TestOperations } from './fixtures/operations-thread.ts';

const outage = (code: string) => (error: unknown) =>
  error instanceof StoreFailure && error.failureClass === 'outage' && error.code === code;

describe('the thread of a store', () => {
  let thread: StoreThread<TestOperations>;
  const open = (timeoutMs: number, maxCalls: number) =>
    new StoreThread<TestOperations>({
      entry: new URL('./fixtures/operations-thread.ts', import.meta.url),
      workerData: null,
      timeoutMs,
      maxCalls,
    });

  beforeEach(() => {
    thread = open(5_000, 8);
  });
  afterEach(() => thread.close());

  test('answers each call with its own value, in any number at once', async () => {
    const values = await Promise.all([1, 2, 3, 4, 5].map((value) => thread.call('echo', value)));
    assert.deepEqual(values, [1, 2, 3, 4, 5]);
    assert.equal(thread.load, 0);
  });

  test('tells failures apart as the thread did', async () => {
    await assert.rejects(
      thread.call('fail', 'poison'),
      (error) =>
        error instanceof StoreFailure && error.failureClass === 'poison' && error.code === 'asked-for',
    );
    await assert.rejects(
      thread.call('throw'),
      (error) => error instanceof StoreFailure && error.failureClass === 'bug',
    );
    assert.equal(await thread.call('echo', 1), 1);
  });

  test('a thread that dies rejects its calls as an outage and is started again', async () => {
    await thread.call('echo', 1);
    const calls = [thread.call('exit'), thread.call('echo', 2)];
    await Promise.all(calls.map((call) => assert.rejects(call, outage('store-thread-lost'))));
    assert.equal(thread.load, 0);
    assert.equal(await waitUntil(() => thread.call('echo', 3)), 3);
  });

  test('a file that a thread kept open stays open when it ends: closing it would give up the locks of the process', async () => {
    const descriptor = await thread.call('keepOpen', import.meta.filename);
    await assert.rejects(thread.call('exit'), outage('store-thread-lost'));
    try {
      assert.ok(fstatSync(descriptor).isFile());
    } finally {
      closeSync(descriptor);
    }
  });

  test('an error nobody caught in the thread costs no more than that', async () => {
    await assert.rejects(thread.call('answerUnsendable'), outage('store-thread-lost'));
    assert.equal(await waitUntil(() => thread.call('echo', 4)), 4);
  });

  test('a thread that cannot even start is an outage, and is not started over and over', async () => {
    const broken = new StoreThread<TestOperations>({
      entry: new URL('./fixtures/no-such-thread.ts', import.meta.url),
      workerData: null,
      timeoutMs: 5_000,
      maxCalls: 8,
    });
    await assert.rejects(broken.call('echo', 1), outage('store-thread-lost'));
    const begun = performance.now();
    await assert.rejects(broken.call('echo', 1), outage('store-thread-lost'));
    assert.ok(performance.now() - begun < 50);
    await broken.close();
  });

  test('a call has its time; the thread skips what nobody waits for any more', async () => {
    const slow = open(150, 8);
    try {
      await waitUntil(async () => (await slow.call('echo', 1)) && slow.load === 0);
      const blocked = slow.call('block', 400);
      const late = slow.call('count');
      await Promise.all([blocked, late].map((call) => assert.rejects(call, outage('store-timeout'))));
      assert.equal(slow.load, 2, 'both still stand in the thread’s queue');
      await waitUntil(() => slow.load === 0);
      assert.equal(await slow.call('count'), 1, 'the late count was never made');
    } finally {
      await slow.close();
    }
  });

  test('refuses one call more than may wait', async () => {
    const narrow = open(5_000, 3);
    try {
      const calls = [narrow.call('block', 100), narrow.call('echo', 1), narrow.call('echo', 2)];
      await assert.rejects(narrow.call('echo', 3), outage('store-overloaded'));
      await Promise.all(calls);
      assert.equal(await narrow.call('echo', 4), 4);
    } finally {
      await narrow.close();
    }
  });

  test('closing lets the calls under way end, and ends a thread that hangs', async () => {
    const under = thread.call('block', 100);
    await thread.close();
    assert.equal(await under, 100);
    const hanging = open(200, 8);
    await waitUntil(() => hanging.call('echo', 1));
    const hung = assert.rejects(hanging.call('block', 3_600_000), outage('store-timeout'));
    await hanging.close();
    await hung;
  });
});
