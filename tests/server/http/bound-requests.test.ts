import assert from 'node:assert/strict';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { healthRoutes } from '../../../contracts/routes/health.ts';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import * as Type from '../../../contracts/type.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { permitPrincipals } from '../../../server/http/permit-principals.ts';
import { registerHealth } from '../../../server/http/register-health.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { principalWith } from '../../engines/principal.ts';

const AT_ONCE = 4;
const MIB = 1024 ** 2;

const read = { method: 'GET', summary: 'Read', permission: 'pipeline:read', answers: {} } as const;
const action = { ...read, method: 'POST', changes: true } as const;
const routes = defineRoutes({
  hangs: { ...read, path: '/v1/hangs' },
  works: { ...read, path: '/v1/works' },
  large: { ...read, path: '/v1/large' },
  export: { ...read, path: '/v1/export', streams: 'to-its-end' },
  'for-ever': { ...read, path: '/v1/for-ever', streams: 'for-ever' },
  action: { ...action, path: '/v1/action' },
  takes: { ...action, path: '/v1/takes', body: Type.Object({ text: Type.String() }), ownBounds: true },
});

describe('a service limits its simultaneous requests', () => {
  let app: FastifyInstance;
  let url: string;
  let port: number;
  let begun = 0;
  let release: () => void = () => {};
  const sockets: Socket[] = [];

  before(async () => {
    app = buildApp({
      routes: { ...routes, ...healthRoutes },
      logger: pino({ level: 'silent' }),
      ...HTTP_LIMITS,
      maxBodyBytes: MIB,
      bounds: {
        readDeadlineMs: 300,
        readsAtOnce: AT_ONCE,
        readsWaiting: 2,
        readsMaxBytes: 64 * MIB,
        answerTimeoutMs: 4_000,
        actionDeadlineMs: 300,
        actionsAtOnce: 1,
        bodiesMaxBytes: 2 * MIB,
        maxBodyBytes: MIB,
      },
    });
    const hung = new Promise<void>((resolve) => {
      release = resolve;
    });
    permitPrincipals(app, [() => principalWith('ann', ['pipeline:read'])]);
    registerRoutes(app, routes, {
      hangs: async (_request, reply) => {
        begun += 1;
        await hung;
        return reply.send({});
      },
      works: (_request, reply) => reply.send({ works: true }),
      large: (_request, reply) => reply.send('x'.repeat(32 * MIB)),
      export: (_request, reply) =>
        reply.send(Readable.from(Array.from({ length: 32 }, () => 'x'.repeat(MIB)))),
      'for-ever': async (_request, reply) => {
        await hung;
        return reply.send({});
      },
      action: async (_request, reply) => {
        await hung;
        return reply.send({});
      },
      takes: ({ body }, reply) => reply.send({ got: JSON.stringify(body).length }),
    });
    registerHealth(app, () => []);
    url = await app.listen({ port: 0, host: '127.0.0.1' });
    port = (app.server.address() as AddressInfo).port;
  });
  after(async () => {
    release();
    for (const socket of sockets) socket.destroy();
    await app.close();
  });

  const get = async (path: string, method = 'GET') => {
    const answer = await fetch(url + path, { method });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const raw = (text: string): Socket => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('error', () => {});
    sockets.push(socket);
    return socket;
  };

  test('a body counts before it is read: beyond the limit others are refused, until it is done', async () => {
    const head = `POST /v1/takes HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`;
    const one = raw(`${head}content-length: ${MIB}\r\n\r\n{`);
    const two = raw(`${head}transfer-encoding: chunked\r\n\r\n1\r\n{\r\n`);
    const post = () =>
      fetch(`${url}/v1/takes`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'x'.repeat(1_000) }),
      });
    const refused = await waitUntil(
      async () => {
        const answer = await post();
        return answer.status === 503 ? answer : undefined;
      },
      { what: 'a refusal' },
    );
    assert.equal(refused.headers.get('retry-after'), '1');
    assert.equal(((await refused.json()) as { type: string }).type, '/problems/overloaded');
    one.destroy();
    two.destroy();
    await waitUntil(async () => (await post()).status === 200, { what: 'room for bodies' });
  });

  test('a read that hangs is answered at its deadline and keeps its place, so the number of hanging reads is limited', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/v1/hangs')));
    for (const { status, headers, text } of answers) {
      assert.deepEqual([status, headers.get('retry-after')], [503, '1']);
      assert.equal(JSON.parse(text).type, '/problems/unavailable');
    }
    assert.equal(begun, AT_ONCE);
    assert.match(answers.map(({ text }) => text).join(), /not ready within 300 ms/);
    assert.match((await get('/v1/works')).text, /Too many reads are in progress/);
    assert.equal((await get('/v1/hangs', 'HEAD')).status, 503);
    assert.equal((await get('/health/live')).status, 200, 'health is not among them');
  });

  test('an action that hangs is answered as unknown; further actions are refused', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => get('/v1/action', 'POST')));
    const names = answers.map(({ status, text }) => `${status} ${JSON.parse(text).type}`).sort();
    assert.deepEqual(names, [
      '503 /problems/unavailable',
      '503 /problems/unavailable',
      '504 /problems/outcome-unknown',
    ]);
  });

  test('once the hanging reads have ended, reads are answered again', async () => {
    release();
    await waitUntil(async () => (await get('/v1/works')).status === 200, { what: 'room for reads' });
    assert.equal((await get('/v1/for-ever')).status, 200);
  });

  test('an export is sent completely', async () => {
    assert.equal((await get('/v1/export')).text.length, 32 * MIB);
  });

  for (const path of ['/v1/export', '/v1/large'])
    test(`clients that do not read ${path} are disconnected, and their places are free again`, () =>
      cutsOff(path));

  async function cutsOff(path: string): Promise<void> {
    const slow = Array.from({ length: AT_ONCE }, () => raw(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));
    for (const socket of slow) socket.pause();
    await waitUntil(async () => (await get('/v1/works')).status === 503, {
      what: 'all places taken',
    });
    await waitUntil(async () => (await get('/v1/works')).status === 200, {
      what: 'a free place',
    });
  }
});
