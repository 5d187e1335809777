import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { PROBLEMS, type ProblemName } from '../../../contracts/problem.ts';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import * as Type from '../../../contracts/type.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { answersTo, type RawAnswer, RawConnection } from '../../engines/raw-http.ts';

const answers = { 200: { description: 'Done.', schema: Type.Object({}) } };
const routes = defineRoutes({
  write: {
    method: 'POST',
    path: '/v1/writes',
    summary: 'Write',
    permission: null,
    changes: true,
    body: Type.Object({ name: Type.String() }, { additionalProperties: false }),
    answers,
  },
  erase: { method: 'DELETE', path: '/v1/writes', summary: 'Erase', permission: null, changes: true, answers },
  read: { method: 'GET', path: '/v1/writes', summary: 'Read', permission: null, answers },
  'read-slowly': { method: 'GET', path: '/v1/reads', summary: 'Read slowly', permission: null, answers },
  'read-one': {
    method: 'GET',
    path: '/v1/writes/:name',
    summary: 'Read one',
    permission: null,
    params: Type.Object({ name: Type.String({ maxLength: 20 }) }),
    answers,
  },
});

const REQUEST_TIMEOUT_MS = 1_000;
const KEEP_ALIVE_MS = 2_000;
const LIMIT = 1_024;

const chunked = (version: string, coding: string): string =>
  `POST /v1/writes HTTP/${version}\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: ${coding}\r\n`;

describe('a connection', () => {
  let app: FastifyInstance;
  let port: number;
  let written: string[] = [];
  let held: Promise<void> | undefined;

  /** Lets the handler of writes wait until the returned function is called. */
  function hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    held = promise;
    return () => {
      held = undefined;
      resolve();
    };
  }

  before(async () => {
    app = buildApp({
      routes,
      logger: pino({ level: 'silent' }),
      maxBodyBytes: LIMIT,
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      keepAliveMs: KEEP_ALIVE_MS,
      drainTimeoutMs: 1_000,
      maxUriBytes: LIMIT,
      maxHeaderBytes: LIMIT,
    });
    registerRoutes(app, routes, {
      write: async ({ body }) => {
        written.push(`begins ${body.name}`);
        await held;
        await delay(5);
        written.push(`ends ${body.name}`);
        return {};
      },
      erase: () => {
        written.push('erases');
        return {};
      },
      read: () => ({}),
      'read-slowly': async () => {
        await held;
        return {};
      },
      'read-one': () => ({}),
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  after(() => app.close());

  const get = (path = '/v1/writes', more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
  const post = (body: string, more = '') =>
    `POST /v1/writes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n${body}`;
  const write = (name: string, more = '') => post(JSON.stringify({ name }), more);
  const close = 'Connection: close\r\n';

  function isProblem({ status, headers, body }: RawAnswer, name: ProblemName, what: string): void {
    assert.equal(headers['content-type']?.split(';')[0], 'application/problem+json', `${what}: ${body}`);
    const document = JSON.parse(body);
    assert.equal(document.type, `/problems/${name}`, `${what}: ${body}`);
    assert.deepEqual([status, document.status], [PROBLEMS[name].status, PROBLEMS[name].status], what);
    assert.equal(headers['x-correlation-id'], document.correlationId, what);
  }

  /** The only answer to these bytes, after which the connection is closed. */
  async function refused(name: ProblemName, ...parts: string[]): Promise<RawAnswer> {
    const what = parts.join('').slice(0, 100);
    const [answer, ...more] = await answersTo(port, ...parts);
    assert.ok(answer, `no answer to ${what}`);
    assert.deepEqual(more, [], what);
    isProblem(answer, name, what);
    return answer;
  }

  for (const [what, behind] of Object.entries({
    'a NUL': '\0',
    'a second line': '\n{"name":"b"}\n',
    'a second body': '{"name":"b"}',
    'a line that is no request': 'hello\r\n\r\n',
    TLS: '\x16\x03\x01\x02\x00\x01\x00',
  }))
    test(`${what} behind a complete body does not turn its answer into an error`, async () => {
      written = [];
      const all = await answersTo(port, write('a'), behind);
      assert.deepEqual(
        all.map(({ status }) => status),
        [200],
      );
      assert.equal(all[0]?.headers.connection, 'close');
      assert.deepEqual(written, ['begins a', 'ends a']);
    });

  test('an empty line behind a body is ignored, as RFC 9112 asks', async () => {
    const all = await answersTo(port, write('a'), '\r\n', get('/v1/writes', close));
    assert.deepEqual(
      all.map(({ status }) => status),
      [200, 200],
    );
  });

  test('requests of one connection are handled one at a time, in their order', async () => {
    written = [];
    const names = Array.from({ length: 20 }, (_, n) => `n${n}`);
    const all = await answersTo(
      port,
      ...names.map((name) => write(name)),
      `DELETE /v1/writes HTTP/1.1\r\nHost: x\r\n\r\n`,
      write('last', close),
    );
    assert.deepEqual(
      all.map(({ status }) => status),
      Array.from({ length: 22 }, () => 200),
    );
    const each = (name: string) => [`begins ${name}`, `ends ${name}`];
    assert.deepEqual(written, [...names.flatMap(each), 'erases', ...each('last')]);
  });

  test('a flood of requests on one connection is not read ahead of its answers', async (t) => {
    const release = hold();
    t.after(release);
    const connection = new RawConnection(port);
    const [[socket]] = await Promise.all([
      once(app.server, 'connection'),
      once(connection.socket, 'connect'),
    ]);
    connection.write(write('first'));
    const one = get();
    const many = 30_000;
    connection.write(one.repeat(many));
    const readNow = () => socket.bytesRead as number;
    await waitUntil(() => Promise.resolve(readNow() > one.length), { what: 'the first ones' });
    // The service has time for others meanwhile.
    for (let other = 0; other < 10; other += 1) await answersTo(port, get('/v1/writes', close));
    const read = readNow();
    assert.ok(read < (one.length * many) / 4, `${read} bytes were read`);
    release();
    await waitUntil(() => Promise.resolve(connection.answers.length > 10), { what: 'answers' });
    connection.socket.destroy();
  });

  test('requests that wait when the client leaves are not begun', async (t) => {
    written = [];
    const release = hold();
    t.after(release);
    const connection = new RawConnection(port);
    connection.write(write('first'), write('second'));
    await waitUntil(() => Promise.resolve(written.length === 1), { what: 'the first' });
    connection.socket.resetAndDestroy();
    await connection.closed;
    release();
    await waitUntil(() => Promise.resolve(written.length === 2), { what: 'the end of the first' });
    assert.equal((await answersTo(port, get('/v1/writes', close)))[0]?.status, 200);
    assert.deepEqual(written, ['begins first', 'ends first']);
  });

  test('a client that ends its side after a command gets the answer; after a read the connection ends', async (t) => {
    written = [];
    const release = hold();
    t.after(release);
    const command = new RawConnection(port);
    command.write(write('a'), write('b'));
    command.socket.end();
    await waitUntil(() => Promise.resolve(written.length === 1), { what: 'the command' });
    const read = new RawConnection(port);
    read.write(get('/v1/reads'));
    read.socket.end();
    await read.closed;
    assert.deepEqual(read.answers, []);
    release();
    await command.closed;
    assert.deepEqual(
      command.answers.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(written, ['begins a', 'ends a', 'begins b', 'ends b']);
  });

  test('a request that is refused behind others gets its refusal after their answers', async () => {
    written = [];
    const chunked =
      'POST /v1/writes HTTP/1.1\r\nHost: x\r\nX-Correlation-Id: mine\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
    const all = await answersTo(port, write('a'), chunked);
    assert.deepEqual(
      all.map(({ status }) => status),
      [200, 400],
    );
    isProblem(all[1] as RawAnswer, 'invalid-request', 'the second');
    assert.equal(all[1]?.headers['x-correlation-id'], 'mine');
    assert.deepEqual(written, ['begins a', 'ends a']);
    const tunnel = await answersTo(port, write('b'), 'CONNECT x:1 HTTP/1.1\r\nHost: x:1\r\n\r\n');
    assert.deepEqual(
      tunnel.map(({ status }) => status),
      [200, 405],
    );
  });

  test('a body that stalls or breaks gets one refusal, and nothing is done', async () => {
    written = [];
    const head =
      'POST /v1/writes HTTP/1.1\r\nHost: x\r\nX-Correlation-Id: mine\r\nContent-Type: application/json\r\n';
    const stalled = await refused('request-timeout', `${head}Content-Length: 20\r\n\r\n{"name":`);
    assert.equal(stalled.headers['x-correlation-id'], 'mine');
    await refused('request-timeout', `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n`);
    await refused('invalid-request', `${head}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n`);
    await refused('body-too-large', `${head}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\n`);
    assert.deepEqual(written, []);
  });

  test('a head that stalls gets 408, at the documented time', async () => {
    const began = performance.now();
    await Promise.all([
      refused('request-timeout', ''),
      refused('request-timeout', 'GET /v1/writes HTTP/1.1\r\nHost: x\r\n'),
      refused('request-timeout', 'GET /v1'),
    ]);
    const took = performance.now() - began;
    assert.ok(took >= REQUEST_TIMEOUT_MS, `${took} ms`);
  });

  test('a connection between requests is closed after the keep-alive time, without an answer', async () => {
    const connection = new RawConnection(port);
    const began = performance.now();
    connection.write(get());
    await connection.closed;
    assert.deepEqual(
      connection.answers.map(({ status, headers }) => [status, headers['keep-alive']]),
      [[200, `timeout=${KEEP_ALIVE_MS / 1_000}`]],
    );
    assert.ok(performance.now() - began >= KEEP_ALIVE_MS);
  });

  test('a body at the limit is taken and one byte more refused, with its answer received', async () => {
    const name = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes - '{"name":""}'.length) });
    assert.equal((await answersTo(port, post(name(LIMIT), close)))[0]?.status, 200);
    await refused('body-too-large', post(name(LIMIT + 1)));
    const chunks = (bytes: number) =>
      `POST /v1/writes HTTP/1.1\r\nHost: x\r\n${close}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n${bytes.toString(16)}\r\n${name(bytes)}\r\n0\r\n\r\n`;
    assert.equal((await answersTo(port, chunks(LIMIT)))[0]?.status, 200);
    await refused('body-too-large', chunks(LIMIT + 1));
  });

  test('a client that is still sending its body when it is refused can send the rest, and gets the refusal', async () => {
    const connection = new RawConnection(port);
    connection.socket.pause();
    // More than the buffers of a connection hold.
    const body = post('x'.repeat(30_000_000));
    assert.equal(await new Promise((sent) => connection.socket.write(body, sent)), null);
    connection.socket.resume();
    await connection.closed;
    const [answer] = connection.answers;
    assert.ok(answer);
    isProblem(answer, 'body-too-large', 'the answer');
  });

  test('a path at the limit is taken and one byte more refused', async () => {
    const path = (bytes: number) => `/v1/writes?${'x'.repeat(bytes - '/v1/writes?'.length)}`;
    assert.equal((await answersTo(port, get(path(LIMIT), close)))[0]?.status, 400);
    for (const bytes of [LIMIT + 1, 2 * LIMIT, 100 * LIMIT]) {
      const answer = await refused('uri-too-long', get(path(bytes), close));
      assert.match(answer.body, /1024 bytes/);
    }
  });

  test('headers at the limit are taken and one byte more refused', async () => {
    const fixed = 'Hostx'.length + 'Connectionclose'.length + 'x'.length;
    const head = (bytes: number) => get('/v1/writes', `${close}x: ${'y'.repeat(bytes - fixed)}\r\n`);
    assert.equal((await answersTo(port, head(LIMIT)))[0]?.status, 200);
    for (const bytes of [LIMIT + 1, 2 * LIMIT, 100 * LIMIT]) {
      const answer = await refused('header-too-large', head(bytes));
      assert.match(answer.body, /1024 bytes/);
    }
  });

  test('a head that is no HTTP/1.1 of ours gets a problem document with the right status', async () => {
    for (const [text, name] of [
      ['GET /v1/writes HTTP/1.1\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\r\nHost: a b\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\r\nHost : x\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\r\nHost: x\r\nx y: 1\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\r\nHost: x\r\nx: \x01\r\n\r\n', 'invalid-request'],
      ['GET /v1 writes HTTP/1.1\r\nHost: x\r\n\r\n', 'invalid-request'],
      ['GET\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/1.1\nHost: x\n\n', 'invalid-request'],
      ['GET /v1/writes\r\n\r\n', 'version-unsupported'],
      [`${chunked('1.1', 'gzip, chunked')}${close}\r\n2\r\n{}\r\n0\r\n\r\n`, 'unsupported-encoding'],
      [`${chunked('1.0', 'chunked')}${close}\r\n2\r\n{}\r\n0\r\n\r\n`, 'invalid-request'],
      ['hello\r\n\r\n', 'invalid-request'],
      ['\x16\x03\x01\x02\x00\x01\x00', 'invalid-request'],
      ['GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 'invalid-request'],
      ['GET /v1/writes HTTP/9.9\r\nHost: x\r\n\r\n', 'version-unsupported'],
      ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'version-unsupported'],
      ['FOO /v1/writes HTTP/1.1\r\nHost: x\r\n\r\n', 'method-unknown'],
      ['get /v1/writes HTTP/1.1\r\nHost: x\r\n\r\n', 'method-unknown'],
      ['CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n', 'method-not-allowed'],
      [`QUERY /v1/writes HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'method-not-allowed'],
      [`PROPFIND /v1/writes HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'method-not-allowed'],
      [`TRACE /v1/writes HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'method-not-allowed'],
      [`OPTIONS * HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'method-not-allowed'],
      [`OPTIONS http://x/v1/writes HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'method-not-allowed'],
      [`GET /nowhere HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'not-found'],
      [`GET nowhere HTTP/1.1\r\nHost: x\r\n${close}\r\n`, 'invalid-request'],
      [post('{}', `${close}Expect: 200-ok\r\n`), 'expectation-failed'],
      [write('a', `${close}Content-Encoding: gzip\r\n`), 'unsupported-encoding'],
      [write('a', `${close}Content-Encoding: identity, br\r\n`), 'unsupported-encoding'],
      [
        `POST /v1/writes HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
        'invalid-request',
      ],
      [`POST /v1/writes HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}`, 'invalid-request'],
      [
        `POST /v1/writes HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
        'invalid-request',
      ],
      [`${get('/v1/writes', Array.from({ length: 1_000 }, () => 'a:\r\n').join(''))}`, 'header-too-large'],
    ] satisfies [string, ProblemName][]) {
      const answer = await refused(
        name,
        text.includes('a:\r\na:') ? text.replace('Host: x', 'Host: x\r\nConnection: close') : text,
      );
      if (answer.status === 405) assert.match(String(answer.headers.allow), /GET/, text);
    }
  });

  test('a client that waits for 100 Continue gets it only if nothing in the head refuses the request', async () => {
    const asks = (path: string, length: number) =>
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${length}\r\n${close}\r\n`;
    for (const [path, length, status] of [
      ['/v1/writes', LIMIT + 1, 413],
      ['/nowhere', 2, 404],
      ['/v1/writes/one', 2, 405],
    ] as const) {
      const connection = new RawConnection(port);
      connection.write(asks(path, length));
      await waitUntil(() => connection.answers.length > 0);
      assert.equal(connection.answers[0]?.status, status);
      assert.doesNotMatch(connection.text, /^HTTP\/1\.1 100/m);
      connection.socket.destroy();
    }
    const connection = new RawConnection(port);
    const body = '{"name":"late"}';
    connection.write(asks('/v1/writes', body.length));
    await waitUntil(() => /^HTTP\/1\.1 100 Continue/.test(connection.text));
    connection.write(body);
    await connection.closed;
    assert.deepEqual(
      connection.answers.map(({ status }) => status),
      [200],
    );
  });

  test('without a body its declared type does not matter', async () => {
    for (const length of ['Content-Length: 0\r\n', '']) {
      const erased = await answersTo(
        port,
        `DELETE /v1/writes HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\n${length}${close}\r\n`,
      );
      assert.deepEqual(
        erased.map(({ status }) => status),
        [200],
      );
    }
  });

  test('an offer of another protocol is passed over, and what may be expected is', async () => {
    for (const more of [
      'Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
      'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n',
    ])
      assert.deepEqual(
        (await answersTo(port, get('/v1/writes', more))).map(({ status }) => status),
        [200],
      );
    const expected = await answersTo(port, write('a', `${close}Expect: 100-continue\r\n`));
    assert.deepEqual(
      expected.map(({ status }) => status),
      [200],
    );
    const plain = await answersTo(port, write('a', `${close}Content-Encoding: identity\r\n`));
    assert.deepEqual(
      plain.map(({ status }) => status),
      [200],
    );
    const absolute = await answersTo(port, get('http://x/v1/writes', close));
    assert.deepEqual(
      absolute.map(({ status }) => status),
      [200],
    );
    const old = await answersTo(port, 'GET /v1/writes HTTP/1.0\r\n\r\n');
    assert.deepEqual(
      old.map(({ status }) => status),
      [200],
    );
  });
});
