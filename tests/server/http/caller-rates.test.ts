import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { CallerRates } from '../../../server/http/caller-rates.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

const answers = { 200: { description: 'The thing.' } };
const routes = defineRoutes({
  'read-thing': { method: 'GET', path: '/v1/thing', summary: 'Read', permission: 'channels:read', answers },
  'change-thing': {
    method: 'POST',
    path: '/v1/thing',
    summary: 'Change',
    permission: 'channels:read',
    changes: true,
    answers,
  },
});

/** A service whose callers name themselves, with these rates; counts what reached a handler. */
function service(limits: { callerRate: number; callerReadRate: number }) {
  const app = buildApp({ logger: pino({ level: 'silent' }), ...HTTP_LIMITS, routes });
  permitPrincipals(
    app,
    [({ headers }) => principalWith(String(headers['x-caller']), ['channels:read'])],
    new CallerRates(limits),
  );
  let handled = 0;
  const handle = () => {
    handled += 1;
    return {} as never;
  };
  registerRoutes(app, routes, { 'read-thing': handle, 'change-thing': handle });
  const ask = (method: 'GET' | 'POST', caller: string) =>
    app.inject({ method, url: '/v1/thing', headers: { 'x-caller': caller } });
  return { ask, handled: () => handled };
}

test('a rate admits a burst of its size per caller and class, then refuses before any work; each answer tells what is left', async () => {
  const { ask, handled } = service({ callerRate: 3, callerReadRate: 2 });
  const statuses: number[] = [];
  const left: unknown[] = [];
  for (let n = 0; n < 5; n += 1) {
    const answer = await ask('POST', 'a');
    statuses.push(answer.statusCode);
    left.push(answer.headers.ratelimit);
    assert.equal(answer.headers['ratelimit-policy'], '"commands";q=3;w=1');
  }
  assert.deepEqual(statuses.slice(0, 3), [200, 200, 200]);
  assert.ok(statuses.includes(429), String(statuses));
  assert.equal(left[0], '"commands";r=2;t=1');
  assert.equal(handled(), statuses.filter((status) => status === 200).length);
  assert.equal((await ask('POST', 'b')).statusCode, 200);
  assert.equal((await ask('GET', 'a')).headers.ratelimit, '"reads";r=1;t=1');
});

test('a refusal is a problem with Retry-After; a second later requests are admitted again', async () => {
  const { ask } = service({ callerRate: 1, callerReadRate: 0 });
  await ask('POST', 'a');
  const refused = await ask('POST', 'a');
  assert.deepEqual([refused.statusCode, refused.headers['retry-after']], [429, '1']);
  assert.equal(refused.json().type, '/problems/too-many-requests');
  await new Promise((resolve) => setTimeout(resolve, 1_010));
  assert.equal((await ask('POST', 'a')).statusCode, 200);
});

test('without a rate nothing is limited or told', async () => {
  const { ask } = service({ callerRate: 0, callerReadRate: 0 });
  for (let n = 0; n < 50; n += 1) {
    const answer = await ask('GET', 'a');
    assert.deepEqual([answer.statusCode, answer.headers.ratelimit], [200, undefined]);
  }
});
