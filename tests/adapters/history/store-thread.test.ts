import assert from 'node:assert/strict';
import { closeSync, fstatSync } from 'node:fs';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { portOfThreads } from '../../../adapters/sqlite/thread/port-of-threads.ts';
import { StoreThread } from '../../../adapters/sqlite/thread/store-thread.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { waitUntil } from '../../engines/condition.ts';
import type { TestOperations, TestPort } from './fixtures/operations-thread.ts';

const outage = (code: string) => (error: unknown) =>
  error instanceof StoreFailure && error.failureClass === 'outage' && error.code === code;

describe('the thread of a store', () => {
  let thread: ReturnType<typeof open>;
  const open = (timeoutMs: number, maxCalls: number, entry = './fixtures/operations-thread.ts') => {
    const answering = new StoreThread<TestOperations>({
      entry: new URL(entry, import.meta.url),
      workerData: null,
      timeoutMs,
      maxCalls,
    });
    return {
      ...portOfThreads<TestPort>({
        echo: answering,
        count: answering,
        fail: answering,
        throw: answering,
        block: answering,
        keepOpen: answering,
        exit: answering,
        answerUnsendable: answering,
        patientBlock: answering.within(5_000),
      }),
      load: () => answering.load,
      close: () => answering.close(),
    };
  };

  beforeEach(() => {
    thread = open(5_000, 8);
  });
  afterEach(() => thread.close());

  test('answers each call with its own value, in any number at once', async () => {
    const values = await Promise.all([1, 2, 3, 4, 5].map((value) => thread.echo(value)));
    assert.deepEqual(values, [1, 2, 3, 4, 5]);
    assert.equal(thread.load(), 0);
  });

  test('a failure keeps its class and code', async () => {
    await assert.rejects(
      thread.fail('poison'),
      (error) =>
        error instanceof StoreFailure && error.failureClass === 'poison' && error.code === 'asked-for',
    );
    await assert.rejects(
      thread.throw(),
      (error) => error instanceof StoreFailure && error.failureClass === 'bug',
    );
    assert.equal(await thread.echo(1), 1);
  });

  test('a thread that dies rejects its calls as an outage and is started again', async () => {
    await thread.echo(1);
    const calls = [thread.exit(), thread.echo(2)];
    await Promise.all(calls.map((call) => assert.rejects(call, outage('store-thread-lost'))));
    assert.equal(thread.load(), 0);
    assert.equal(await waitUntil(() => thread.echo(3)), 3);
  });

  test('a file that a thread kept open stays open when it ends: closing it would release the locks of the process', async () => {
    const descriptor = await thread.keepOpen(import.meta.filename);
    await assert.rejects(thread.exit(), outage('store-thread-lost'));
    try {
      assert.ok(fstatSync(descriptor).isFile());
    } finally {
      closeSync(descriptor);
    }
  });

  test('an uncaught error in the thread fails only that call', async () => {
    await assert.rejects(thread.answerUnsendable(), outage('store-thread-lost'));
    assert.equal(await waitUntil(() => thread.echo(4)), 4);
  });

  test('a thread that cannot even start is an outage, and is not restarted again and again', async () => {
    const broken = open(5_000, 8, './fixtures/no-such-thread.ts');
    await assert.rejects(broken.echo(1), outage('store-thread-lost'));
    let started = 0;
    const count = () => {
      started += 1;
    };
    process.on('worker', count);
    await assert.rejects(broken.echo(1), outage('store-thread-lost'));
    process.off('worker', count);
    assert.equal(started, 0);
    await broken.close();
  });

  test('a call has a time limit; the thread skips calls that nobody waits for', async () => {
    const slow = open(150, 8);
    try {
      await waitUntil(async () => (await slow.echo(1)) && slow.load() === 0);
      const blocked = slow.block(2_000);
      const late = slow.count();
      await Promise.all([blocked, late].map((call) => assert.rejects(call, outage('store-timeout'))));
      assert.equal(slow.load(), 2, 'both are still in the thread’s queue');
      await waitUntil(() => slow.load() === 0);
      assert.equal(await slow.count(), 1, 'the late count was never made');
    } finally {
      await slow.close();
    }
  });

  test('a call can have its own time limit', async () => {
    const slow = open(150, 8);
    try {
      await waitUntil(async () => (await slow.echo(1)) && slow.load() === 0);
      assert.equal(await slow.patientBlock(400), 400);
    } finally {
      await slow.close();
    }
  });

  test('refuses calls beyond the limit of waiting ones', async () => {
    const narrow = open(5_000, 3);
    try {
      const calls = [narrow.block(100), narrow.echo(1), narrow.echo(2)];
      await assert.rejects(narrow.echo(3), outage('store-overloaded'));
      await Promise.all(calls);
      assert.equal(await narrow.echo(4), 4);
    } finally {
      await narrow.close();
    }
  });

  test('closing waits for calls under way, and ends a thread that hangs', async () => {
    const under = thread.block(100);
    await thread.close();
    assert.equal(await under, 100);
    const hanging = open(200, 8);
    await waitUntil(() => hanging.echo(1));
    const hung = assert.rejects(hanging.block(3_600_000), outage('store-timeout'));
    await hanging.close();
    await hung;
  });
});
