import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import type { PROBLEMS } from '../../../contracts/problem.ts';
import { exampleOf } from '../../../contracts/routes/example-of.ts';
import { operationsRoutes } from '../../../contracts/routes/operations-routes.ts';
import { problemsOfRoute } from '../../../contracts/routes/problems-of-route.ts';
import type { Route, RouteTable } from '../../../contracts/routes/route.ts';
import { gatewayRoutes } from '../../../server/gateway/gateway-routes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { KEYS, startPipeline, type TestPipeline } from '../../engines/pipeline.ts';
import { startRole, type TestRole } from '../../engines/role.ts';

const OPERATOR = 'olga-key-0123456789';

interface Answer {
  status: number;
  media: string;
  body: string;
}

/** Values that a client may send in place of a name, a number or a time, as they are in a URL. */
const ODD = [
  '%00',
  '%0d%0aSet-Cookie:%20a=b',
  '%1f',
  '%7f',
  '%E2%80%AE',
  '%F0%9F%92%A5',
  '%C3%28',
  '%ED%A0%80',
  '%',
  '%zz',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%2F',
  '%5C',
  '..',
  '.',
  '*',
  '%3E',
  'a.b.c.d',
  ':',
  '-',
  '%20',
  '+',
  "'%20OR%201=1--",
  '%22%7B%7D',
  '__proto__',
  'constructor',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '9'.repeat(400),
  '0x10',
  '%D9%A3',
  '2026-02-30',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-19',
  '9999-12-31T23:59:59.999Z',
  '0000-00-00',
  'history.511-1023-17592186044415',
  'history.999-9999-99999999999999',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
  'order%3A4711',
  'a%40b',
  '%5B%5D',
  '%C2%85',
  '%00'.repeat(300),
  'x'.repeat(129),
  'x'.repeat(200),
  'x'.repeat(257),
  '%F0%9F%92%A5'.repeat(257),
  'x'.repeat(1_000),
  '%C3%A9'.repeat(400),
  'x'.repeat(6_000),
  'x'.repeat(17_000),
];

/** Values of headers as bytes of a request: control characters in them never reach a handler. */
const ODD_HEADERS = ['', ' ', '"', '\\"', '"a', 'é', '\u00ff'.repeat(50), ';;,,==', 'x'.repeat(4_000), '\t'];

const send = (
  url: string,
  key: string,
  method: string,
  path: string,
  more: { body?: string | undefined; headers?: Record<string, string | string[]> } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers = {
      authorization: `Bearer ${key}`,
      ...(more.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...more.headers,
    };
    const sent = httpRequest({ hostname, port, method, path, headers, timeout: 20_000 }, (answer) => {
      const { statusCode: status = 0, headers: got } = answer;
      const media = String(got['content-type'] ?? '');
      // Streams that never end are recognised by their head.
      if (media.startsWith('text/event-stream')) {
        sent.destroy();
        resolve({ status, media, body: '' });
        return;
      }
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ status, media, body: Buffer.concat(parts).toString() }));
      answer.on('error', reject);
    });
    sent.on('timeout', () => sent.destroy(new Error(`no answer to ${method} ${path.slice(0, 200)}`)));
    sent.on('error', reject);
    sent.end(more.body);
  });

const examplesOf = (route: Route): Record<string, string> =>
  Object.fromEntries(
    Object.entries(route.params?.properties ?? {}).map(([name, schema]) => [
      name,
      encodeURIComponent(String(exampleOf(schema, name))),
    ]),
  );

const fill = (route: Route, params: Record<string, string>): string =>
  route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => params[name] ?? '');

/** The parameters without which the route refuses. */
const requiredQuery = ({ query }: Route): string => {
  const required = (query as { required?: string[] } | undefined)?.required ?? [];
  const values = required.map((name) => [name, String(exampleOf(query?.properties[name] as never, name))]);
  return values.length === 0 ? '' : `?${new URLSearchParams(values)}`;
};

const exampleBody = (route: Route): string | undefined =>
  route.body ? JSON.stringify(exampleOf(route.body)) : undefined;

describe('every route of the running services', () => {
  let pipeline: TestPipeline;
  let operations: TestRole;
  const services = (): { table: RouteTable; url: string; key: string }[] => [
    { table: gatewayRoutes, url: pipeline.gateway.url, key: KEYS.alice },
    { table: operationsRoutes, url: operations.url, key: OPERATOR },
  ];

  before(async () => {
    pipeline = await startPipeline();
    operations = await startRole('operations', {
      ...pipeline.environment,
      WAYBILL_OPERATOR_KEYS: `olga:${OPERATOR}`,
    });
    // Until the operations service has read the consumers once, it answers 503.
    const consumers = async () =>
      JSON.parse((await send(operations.url, OPERATOR, 'GET', '/ops/v1/consumers')).body) as ConsumerList;
    await waitUntil(async () => (await consumers()).watch.snapshotAt, {
      what: 'the first look at consumers',
    });
  });
  after(async () => {
    await operations?.kill();
    await pipeline?.stop();
  });

  test('answers the request of its examples as it declares', async () => {
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        const path = fill(route, examplesOf(route)) + requiredQuery(route);
        const { status, media, body } = await send(url, key, route.method, path, {
          body: exampleBody(route),
        });
        const what = `${route.method} ${path}: ${status} ${body.slice(0, 500)}`;
        const answer = route.answers[status];
        if (answer) {
          if (answer.media !== null) assert.ok(media.startsWith(answer.media ?? 'application/json'), what);
        } else {
          assert.match(media, /^application\/problem\+json/, what);
          const name = JSON.parse(body).type.replace('/problems/', '') as keyof typeof PROBLEMS;
          assert.ok(problemsOfRoute(route).includes(name), `${what} is not declared`);
          assert.notEqual(name, 'invalid-request', `${what}: its examples are not valid`);
          assert.notEqual(name, 'unauthorized', what);
        }
      }
    }
  });

  test('asks for a key where it declares a permission, and only there', async () => {
    for (const { table, url } of services()) {
      for (const route of Object.values(table)) {
        const { status } = await send(url, 'nobody', route.method, fill(route, examplesOf(route)));
        assert.equal(status === 401, route.permission !== null, `${route.method} ${route.path}: ${status}`);
      }
    }
  });

  const fine = ({ status, media, body }: Answer, what: string): void => {
    assert.ok(status > 0 && status < 500, `${what}: ${status} ${body.slice(0, 500)}`);
    if (status >= 400) assert.match(media, /^application\/problem\+json/, what);
  };

  test('answers any value in its path without a 500', async () => {
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        for (const name of Object.keys(route.params?.properties ?? {})) {
          for (const odd of ODD) {
            const path = fill(route, { ...examplesOf(route), [name]: odd });
            const answer = await send(url, key, route.method, path, { body: exampleBody(route) });
            fine(answer, `${route.method} ${path.slice(0, 200)}`);
          }
        }
      }
    }
  });

  test('refuses a name that is too long with 400, names the parameter and the limit; without a key too, with 401', async () => {
    const long = 'x'.repeat(10_000);
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        for (const name of Object.keys(route.params?.properties ?? {})) {
          const path = fill(route, { ...examplesOf(route), [name]: long });
          const what = `${route.method} ${route.path}: ${name}`;
          const refused = await send(url, key, route.method, path, { body: exampleBody(route) });
          assert.equal(refused.status, 400, `${what}: ${refused.body}`);
          const { detail, errors } = JSON.parse(refused.body);
          assert.deepEqual([errors[0].in, errors[0].pointer], ['path', `/${name}`], what);
          assert.match(detail, /\b\d+\b|UUID/, what);
          assert.ok(refused.body.length < 2_000, what);
          const { status } = await send(url, 'nobody', route.method, path, { body: exampleBody(route) });
          assert.equal(status, route.permission === null ? 400 : 401, what);
        }
      }
    }
  });

  test('answers any value in its query without a 500, and refuses unknown parameters', async () => {
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        const path = fill(route, examplesOf(route));
        const body = exampleBody(route);
        for (const name of Object.keys(route.query?.properties ?? {})) {
          for (const odd of ODD) {
            const url_ = `${path}?${name}=${odd}`;
            fine(await send(url, key, route.method, url_, { body }), `${route.method} ${url_.slice(0, 200)}`);
          }
        }
        for (const query of [
          'unheard-of=1',
          '=',
          '%00=%00',
          '__proto__=x',
          `${'x'.repeat(5_000)}=1`,
          '&&a&=b',
        ]) {
          const { status, body: said } = await send(url, key, route.method, `${path}?${query}`, { body });
          assert.equal(
            status,
            400,
            `${route.method} ${path}?${query.slice(0, 100)}: ${status} ${said.slice(0, 300)}`,
          );
        }
      }
    }
  });

  test('answers any value in its headers without a 500', async () => {
    const names = [
      'x-correlation-id',
      'idempotency-key',
      'prefer',
      'authorization',
      'last-event-id',
      'accept',
      'content-type',
      'content-encoding',
      'expect',
      'traceparent',
      'tracestate',
      'cookie',
      'range',
      'if-none-match',
      '__proto__',
    ];
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        const path = fill(route, examplesOf(route));
        const body = exampleBody(route);
        for (const name of names) {
          for (const odd of ODD_HEADERS) {
            const answer = await send(url, key, route.method, path, { body, headers: { [name]: odd } });
            fine(answer, `${route.method} ${path} ${name}: ${JSON.stringify(odd).slice(0, 50)}`);
          }
          const answer = await send(url, key, route.method, path, { body, headers: { [name]: ['a', 'b'] } });
          fine(answer, `${route.method} ${path} ${name} twice`);
        }
      }
    }
  });

  test('answers any body without a 500', async () => {
    const bodies = [
      '',
      'null',
      '[]',
      '{',
      '"x"',
      '1e999',
      '{"__proto__":{"a":1}}',
      '{"text":"\\ud800"}',
      '{"constructor":{"prototype":1}}',
      '{"a":1,"a":2}',
      `${'['.repeat(100_000)}${']'.repeat(100_000)}`,
      '\u0000',
    ];
    for (const { table, url, key } of services()) {
      for (const route of Object.values(table)) {
        if (route.method === 'GET') continue;
        const path = fill(route, examplesOf(route));
        for (const body of [...bodies, '['.repeat(5_000)]) {
          fine(
            await send(url, key, route.method, path, { body }),
            `${route.method} ${path} ${body.slice(0, 50)}`,
          );
        }
        const long = 'x'.repeat(300_000);
        for (const body of [`{"${long}":1}`, `{"a":1,"${long}":1,"${long}":2}`, `"${long}"`]) {
          const answer = await send(url, key, route.method, path, { body });
          fine(answer, `${route.method} ${path} with a long name`);
          assert.ok(answer.body.length < 2_000, `${route.method} ${path}: ${answer.body.length} bytes`);
        }
      }
    }
  });
});

test('there are routes to test', () => assert.ok(Object.keys(gatewayRoutes).length > 10));
