import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LoadLimiter } from '../../../server/gateway/limit-load.ts';
import { ProblemError } from '../../../server/http/problem-error.ts';

const problem = (name: string) => (error: unknown) => error instanceof ProblemError && error.problem === name;

test('a caller at its limit gets 429, others continue, a full process answers 503', () => {
  const limiter = new LoadLimiter({ maxInFlight: 3, maxInFlightPerCaller: 2 });
  limiter.enter('a');
  limiter.enter('a');
  assert.throws(() => limiter.enter('a'), problem('too-many-requests'));
  limiter.enter('b');
  assert.throws(() => limiter.enter('c'), problem('overloaded'));
  limiter.leave('a');
  limiter.enter('c');
  assert.equal(limiter.inFlight, 3);
});
