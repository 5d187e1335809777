import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import type { Principal } from '../../../contracts/principal.ts';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import type { Identifier } from '../../../server/http/identify/identifier.ts';
import { identifyByConfiguredKey } from '../../../server/http/identify/identify-by-configured-key.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { ProblemError } from '../../../server/http/problem-error.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

const routes = defineRoutes({
  'read-thing': {
    method: 'GET',
    path: '/v1/thing',
    summary: 'Read the thing',
    permission: 'channels:read',
    answers: { 200: { description: 'The thing.' } },
  },
});

const keys = identifyByConfiguredKey({
  name: 'configured-keys',
  keys: [{ caller: 'ann', key: 'key-of-ann' }],
  scopes: ['commands:send', 'reads'],
});

/** A session, which needs a look-up in a database. */
const sessions: Identifier = async ({ headers: { cookie } }) => {
  await new Promise((resolve) => setImmediate(resolve));
  if (cookie === 'session=ended')
    throw new ProblemError('unauthorized', 'Your session has ended. Sign in again.');
  return cookie === 'session=olga'
    ? { ...principalWith('olga', ['channels:read']), kind: 'person' }
    : undefined;
};

async function ask(identifiers: readonly Identifier[], headers: Record<string, string>) {
  const app = buildApp({
    logger: pino({ level: 'silent' }),
    ...HTTP_LIMITS,
    routes,
  });
  permitPrincipals(app, identifiers);
  let seen: Principal | undefined;
  registerRoutes(app, routes, {
    'read-thing': ({ principal }, reply) => {
      seen = principal;
      return reply.send({});
    },
  });
  const answer = await app.inject({ method: 'GET', url: '/v1/thing', headers });
  return { status: answer.statusCode, detail: answer.json().detail as string | undefined, seen };
}

describe('a chain of identifiers', () => {
  const chain = [keys, sessions];

  test('returns the principal of the first identifier that recognises the sender, also of a slow one', async () => {
    const key = await ask(chain, { authorization: 'Bearer key-of-ann', cookie: 'session=olga' });
    assert.deepEqual(
      [key.seen?.id, key.seen?.kind, key.seen?.identifiedBy],
      ['ann', 'api-key', 'configured-keys'],
    );
    assert.deepEqual(
      [...(key.seen?.scopes ?? []), key.seen?.permissions.has('commands:send')],
      ['commands:send', 'reads', true],
    );
    const session = await ask(chain, { cookie: 'session=olga' });
    assert.deepEqual([session.status, session.seen?.id, session.seen?.kind], [200, 'olga', 'person']);
  });

  test('answers 401 if none recognises the sender, and says what to send', async () => {
    const nothing = await ask(chain, {});
    assert.deepEqual([nothing.status, nothing.seen], [401, undefined]);
    assert.match(nothing.detail ?? '', /^Send your API key/);
    const wrong = await ask(chain, { authorization: 'Bearer key-of-nobody' });
    assert.equal(wrong.status, 401);
    assert.match(wrong.detail ?? '', /^The API key is unknown/);
    assert.equal((await ask([], { authorization: 'Bearer key-of-ann' })).status, 401);
  });

  test('ends when one refuses, with its message', async () => {
    const ended = await ask(chain, { cookie: 'session=ended' });
    assert.deepEqual([ended.status, ended.detail], [401, 'Your session has ended. Sign in again.']);
  });

  test('answers 403 to a principal without the permission', async () => {
    const { status, detail, seen } = await ask([() => principalWith('bob', ['pipeline:read'])], {});
    assert.deepEqual([status, seen], [403, undefined]);
    assert.equal(detail, 'bob does not have the permission channels:read.');
  });
});
