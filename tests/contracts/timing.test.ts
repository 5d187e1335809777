import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoff, jittered } from '../../contracts/timing/backoff.ts';
import { Repeat } from '../../contracts/timing/repeat.ts';
import { withDeadline, within } from '../../contracts/timing/within.ts';
import { parseDuration } from '../../contracts/words/duration.ts';

const never = new Promise<never>(() => {});

test('work in time gives its own result, late work the other', async () => {
  assert.equal(await within(5_000, Promise.resolve(1), 'late'), 1);
  assert.equal(await within(1, never, 'late'), 'late');
  assert.equal(await within(5_000, Promise.reject(new Error('failed')), 'late'), 'late');
  await assert.rejects(
    withDeadline(1, never, () => new TypeError('late')),
    TypeError,
  );
  await assert.rejects(
    withDeadline(5_000, Promise.reject(new Error('its own')), () => new TypeError('late')),
    /its own/,
  );
  assert.equal(await withDeadline(Number.POSITIVE_INFINITY, Promise.resolve(2), () => new Error('late')), 2);
});

test('a backoff doubles from the first wait to the last', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 1_000].map((attempt) => backoff(attempt, 100, 1_000)),
    [100, 100, 200, 400, 800, 1_000, 1_000],
  );
  for (let n = 0; n < 100; n += 1) {
    const wait = jittered(100);
    assert.ok(wait >= 50 && wait <= 100, `${wait}`);
  }
});

const unfailing = { retryMs: 0, onFailure: (error: unknown) => assert.fail(String(error)) };

test('a step repeats one at a time, can be woken, and its end can be awaited', async () => {
  let running = 0;
  let steps = 0;
  const second = Promise.withResolvers<void>();
  const repeat = new Repeat(async () => {
    running += 1;
    assert.equal(running, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    steps += 1;
    if (steps === 1) setImmediate(() => repeat.wake());
    else second.resolve();
    return 3_600_000;
  }, unfailing);
  await second.promise;
  await repeat.stop();
  assert.equal(running, 0);
  assert.equal(steps, 2);
  assert.equal(repeat.isStopped, true);
});

test('steps continue whatever one of them throws, and equal failures in a row are reported once', async () => {
  const outcomes = ['a', 'a', 'b', undefined, 'b', 'a'];
  const reported: string[] = [];
  const ended = Promise.withResolvers<void>();
  let next = 0;
  const repeat = new Repeat(
    () => {
      if (next === outcomes.length) ended.resolve();
      const message = outcomes[next++];
      if (message !== undefined) throw new Error(message);
      return 0;
    },
    {
      retryMs: 0,
      onFailure(error) {
        reported.push((error as Error).message);
        throw new Error('the report fails too');
      },
    },
  );
  await ended.promise;
  await repeat.stop();
  assert.deepEqual(reported, ['a', 'b', 'b', 'a']);
});

test('a duration is read with its unit, or as seconds', () => {
  assert.deepEqual(['500ms', '90s', '10m', '2h', '7', '', '-1s', '1d', '1.5h'].map(parseDuration), [
    500,
    90_000,
    600_000,
    7_200_000,
    7_000,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
