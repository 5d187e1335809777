import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import type { Permission } from '../../../contracts/permissions.ts';
import { Instant, PageLimit, PositionParameter, SomeOf } from '../../../contracts/routes/parameters.ts';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import * as Type from '../../../contracts/type.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { type Handlers, registerRoutes } from '../../../server/http/register-routes.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

const answers = { 200: { description: 'What was got.', schema: Type.Object({ got: Type.Unknown() }) } };
const routes = defineRoutes({
  'read-thing': {
    method: 'GET',
    path: '/v1/things/:thingId',
    summary: 'Read a thing',
    permission: 'channels:read',
    params: Type.Object({ thingId: Type.String({ pattern: '^[^/]{1,256}$', description: 'Any name.' }) }),
    query: Type.Object({
      from: Type.Optional(Instant('From.')),
      limit: PageLimit(1_000),
      all: Type.Optional(Type.Boolean()),
      state: SomeOf(['open', 'closed'], 'One or several states.'),
      position: Type.Optional(PositionParameter('Where.')),
    }),
    answers,
  },
  'change-thing': {
    method: 'POST',
    path: '/v1/things/:thingId',
    summary: 'Change a thing',
    permission: 'commands:send',
    changes: true,
    params: Type.Object({ thingId: Type.String() }),
    body: Type.Object(
      { at: Type.Optional(Type.Object({ time: Instant('When.') })), name: Type.Optional(Type.String()) },
      { additionalProperties: false },
    ),
    answers,
  },
  'touch-thing': {
    method: 'PUT',
    path: '/v1/things/:thingId',
    summary: 'Touch a thing',
    permission: 'commands:send',
    changes: true,
    params: Type.Object({ thingId: Type.String() }),
    answers,
  },
  'plan-things': {
    method: 'POST',
    path: '/v1/things/plan',
    summary: 'Plan things',
    changes: false,
    permission: 'commands:send',
    answers,
  },
  'read-nothing': {
    method: 'GET',
    path: '/nothing',
    summary: 'Read nothing',
    permission: null,
    answers,
  },
});

const handlers: Handlers<typeof routes> = {
  'read-thing': ({ params, query, principal }) => ({ got: { params, query, principal: principal.id } }),
  'change-thing': ({ body }) => ({ got: body }),
  'touch-thing': ({ body }) => ({ got: body }),
  'plan-things': () => ({ got: 'a plan' }),
  'read-nothing': ({ principal }) => ({ got: principal }),
};

const appOf = (table = routes): FastifyInstance =>
  buildApp({
    logger: pino({ level: 'silent' }),
    ...HTTP_LIMITS,
    routes: table,
  });

function serve(permissions: readonly Permission[] = ['channels:read', 'commands:send']): FastifyInstance {
  const app = appOf();
  permitPrincipals(app, [
    ({ headers }) => (headers.authorization === 'Bearer key' ? principalWith('ann', permissions) : undefined),
  ]);
  registerRoutes(app, routes, handlers);
  return app;
}

describe('a declared route', () => {
  const app = serve();
  const authorization = 'Bearer key';
  const ask = async (url: string, method: 'GET' | 'POST' | 'PUT' | 'HEAD' = 'GET', body?: unknown) => {
    const payload = body === undefined ? {} : { payload: body as object };
    const answer = await app.inject({ method, url, headers: { authorization }, ...payload });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body && answer.json() };
  };

  test('passes parsed values to its handler', async () => {
    const { body } = await ask(
      '/v1/things/order%3A4711?from=2026-11-23&limit=7&all=true&state=open,closed&position=1-2-48211',
    );
    assert.deepEqual(body.got, {
      params: { thingId: 'order:4711' },
      query: {
        from: Date.UTC(2026, 10, 23),
        limit: 7,
        all: true,
        state: ['open', 'closed'],
        position: { generation: 1, partition: 2, sequence: 48211 },
      },
      principal: 'ann',
    });
    const changed = await ask('/v1/things/x', 'POST', { at: { time: '2026-11-23T03:04:11.482Z' } });
    assert.deepEqual(changed.body.got, { at: { time: Date.parse('2026-11-23T03:04:11.482Z') } });
  });

  test('accepts names with special characters and of other alphabets', async () => {
    for (const name of [
      'billing:v2',
      'Ünïcödé',
      'a b',
      '日本',
      "o'brien",
      'x'.repeat(256),
      '日'.repeat(256),
    ]) {
      const { body } = await ask(`/v1/things/${encodeURIComponent(name)}`);
      assert.equal(body.got?.params.thingId, name);
    }
  });

  const refused: Record<string, string[]> = {
    from: [
      '2026-02-30',
      '2026-11-23T03:04Z',
      '2026-11-23T24:00:00Z',
      '1764559211482',
      '2026-11-23T03:04:11',
      '2026-1-2',
      'now',
      '',
      '2026-11-23&from=2026-11-24',
    ],
    limit: ['0', '1001', '07', '+1', '1.0', '1e3', '0x1', '', '1&limit=2', '9'.repeat(300), '-1', '%00'],
    all: ['1', 'TRUE', '', 'true&all=true'],
    state: ['open,', ',', 'open,open', 'Open', ''],
    position: ['1-2', '0-0-1', '1-2-3-4', 'x', ''],
    unknown: ['1', ''],
  };
  for (const [name, values] of Object.entries(refused))
    test(`refuses ${name} that is not written as declared, and names it`, async () => {
      for (const value of values) {
        const { status, body } = await ask(`/v1/things/x?${name}=${value}`);
        assert.equal(status, 400, `${value}: ${JSON.stringify(body)}`);
        assert.equal(body.type, '/problems/invalid-request');
        assert.equal(body.errors[0].in, 'query');
        assert.match(body.errors[0].pointer, new RegExp(`^/${name}(/|$)`), value);
        assert.match(body.detail, new RegExp(`^The query parameter \`${name}\` `));
      }
    });

  test('refuses a parameter of any type that appears twice, and says so', async () => {
    for (const query of [
      'from=2026-11-23&from=2026-11-24',
      'limit=1&limit=1',
      'all=true&all=true',
      'state=open&state=closed',
    ]) {
      const { status, body } = await ask(`/v1/things/x?${query}`);
      assert.equal(status, 400, query);
      assert.match(body.detail, /more than once/, query);
    }
  });

  test('refuses an invalid time in a body, and names it', async () => {
    const { status, body } = await ask('/v1/things/x', 'POST', { at: { time: '2026-02-30' } });
    assert.equal(status, 400);
    assert.deepEqual([body.errors[0].in, body.errors[0].pointer], ['body', '/at/time']);
    const unknown = await ask('/v1/things/x', 'POST', { 'a/b': 1 });
    assert.equal(unknown.body.errors[0].pointer, '/a~1b');
    assert.match(unknown.body.detail, /^The field `a\/b` is unknown: the known names are .*`at`/);
    const misspelt = await ask('/v1/things/x', 'POST', { att: { time: 1 } });
    assert.equal(misspelt.body.detail, 'The field `att` is unknown: the nearest known name is `at`.');
  });

  test('may be sent without a body if every member is optional; a route without a body accepts only an empty one', async () => {
    assert.deepEqual((await ask('/v1/things/x', 'POST')).body.got, {});
    assert.deepEqual((await ask('/v1/things/x', 'PUT')).body.got, {});
    assert.deepEqual((await ask('/v1/things/x', 'PUT', {})).body.got, {});
    assert.equal((await ask('/v1/things/x', 'PUT', { any: 1 })).status, 400);
    assert.equal((await ask('/v1/things/x', 'PUT', [])).status, 400);
    for (const method of ['POST', 'PUT'] as const) {
      const headers = { authorization, 'content-type': 'application/json' };
      const answer = await app.inject({ method, url: '/v1/things/x', headers, payload: 'null' });
      assert.equal(answer.statusCode, 400, `${method} null: ${answer.body}`);
    }
  });

  test('a fixed path beside a parameter allows its own methods only', async () => {
    assert.equal((await ask('/v1/things/plan', 'POST')).body.got, 'a plan');
    for (const method of ['GET', 'HEAD', 'PUT'] as const) {
      const { status, headers } = await ask('/v1/things/plan?limit=7', method);
      assert.deepEqual([status, headers.allow], [405, 'POST'], method);
    }
    assert.equal((await ask('/v1/things/planned')).status, 200);
  });

  test('answers of reads are never cached, and HEAD works', async () => {
    assert.equal((await ask('/v1/things/x')).headers['cache-control'], 'no-store');
    assert.equal((await ask('/v1/things/x', 'HEAD')).status, 200);
  });

  test('requires a key and its permission, unless anyone may call', async () => {
    const anonymous = await app.inject('/v1/things/x');
    assert.equal(anonymous.statusCode, 401);
    assert.deepEqual((await app.inject('/nothing')).json(), { got: null });
    const reader = serve(['channels:read']);
    const headers = { authorization };
    assert.equal((await reader.inject({ url: '/v1/things/x', headers })).statusCode, 200);
    const answer = await reader.inject({ method: 'PUT', url: '/v1/things/x', headers });
    assert.equal(answer.statusCode, 403);
    assert.match(answer.json().detail, /commands:send/);
  });
});

describe('the routes of a service and their declarations are the same', () => {
  test('a route without a declaration is refused', () => {
    const app = appOf();
    assert.throws(() => app.get('/undeclared', () => ({})), /\/undeclared is not declared/);
    const other = defineRoutes({ other: { ...routes['read-nothing'], path: '/other' } });
    assert.throws(() => registerRoutes(app, other, { other: () => ({ got: 1 }) }), /\/other is not declared/);
  });

  test('a declaration without a route keeps the service from starting', async () => {
    const app = appOf();
    permitPrincipals(app, [() => principalWith('ann', [])]);
    const { 'touch-thing': _left, ...some } = routes;
    const { 'touch-thing': _out, ...handled } = handlers;
    registerRoutes(app, some, handled);
    await assert.rejects(async () => app.ready(), /no handler for touch-thing/);
  });

  test('a route with a permission is refused if no hook checks it', () => {
    assert.throws(
      () => registerRoutes(appOf(), routes, handlers),
      /no hook checks the permission channels:read/,
    );
  });

  test('a missing, additional or wrongly typed handler does not compile', () => {
    const app = serve;
    const { 'read-thing': _one, ...rest } = handlers;
    const some = (): void => {
      // @ts-expect-error a handler is missing
      registerRoutes(app(), routes, rest);
      // @ts-expect-error there is no such route
      registerRoutes(app(), routes, { ...handlers, 'no-route': () => ({ got: 1 }) });
      // @ts-expect-error the answer has no such shape
      registerRoutes(app(), routes, { ...handlers, 'read-thing': () => ({ gotten: 1 }) });
      // @ts-expect-error the query has no such parameter
      registerRoutes(app(), routes, { ...handlers, 'read-thing': ({ query }) => ({ got: query.to }) });
    };
    assert.equal(typeof some, 'function');
  });

  test('an invalid declaration is refused', () => {
    const route = routes['read-thing'];
    assert.throws(() => defineRoutes({ Bad: route }), /kebab-case/);
    assert.throws(() => defineRoutes({ bad: { ...route, path: '/v1/things/:other' } }), /does not have/);
    const query = Type.Object({ deep: Type.Object({}) });
    assert.throws(() => defineRoutes({ bad: { ...route, query } }), /cannot carry deep/);
  });
});
