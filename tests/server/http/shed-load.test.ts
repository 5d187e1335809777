import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { shedLoad } from '../../../server/http/shed-load.ts';
import { waitUntil } from '../../engines/condition.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

const answers = { 200: { description: 'The thing.' } };
const routes = defineRoutes({
  'read-thing': { method: 'GET', path: '/v1/thing', summary: 'Read', permission: 'channels:read', answers },
  'read-health': { method: 'GET', path: '/health', summary: 'Read', permission: null, answers },
});

function holdUp(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

test('a service that is held up refuses with 503 until it keeps up again; health still answers', async (t) => {
  const app = buildApp({ logger: pino({ level: 'silent' }), ...HTTP_LIMITS, routes });
  shedLoad(app, { shedDelayMs: 300 });
  permitPrincipals(app, [() => principalWith('ann', ['channels:read'])]);
  registerRoutes(app, routes, { 'read-thing': () => ({}) as never, 'read-health': () => ({}) as never });
  t.after(() => app.close());
  const ask = (url: string) => app.inject({ method: 'GET', url });
  assert.equal((await ask('/v1/thing')).statusCode, 200);
  await waitUntil(
    async () => {
      holdUp(700);
      return (await ask('/v1/thing')).statusCode === 503;
    },
    { what: 'requests to be refused' },
  );
  assert.equal((await ask('/health')).statusCode, 200);
  await waitUntil(async () => (await ask('/v1/thing')).statusCode === 200, {
    what: 'requests to be admitted again',
  });
});
