import assert from 'node:assert/strict';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { after, before, describe, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { buildApp } from '../../../server/http/build-app.ts';
import { registerHealth } from '../../../server/http/register-health.ts';
import { waitUntil } from '../../engines/condition.ts';

const AT_ONCE = 4;
const MIB = 1024 ** 2;

describe('what a service does at once is bounded', () => {
  let app: FastifyInstance;
  let url: string;
  let port: number;
  let begun = 0;
  let release: () => void = () => {};
  const sockets: Socket[] = [];

  before(async () => {
    app = buildApp({
      logger: pino({ level: 'silent' }),
      maxBodyBytes: MIB,
      requestTimeoutMs: 30_000,
      bounds: {
        readDeadlineMs: 300,
        readsAtOnce: AT_ONCE,
        readsWaiting: 2,
        readsMaxBytes: 64 * MIB,
        answerTimeoutMs: 4_000,
        actDeadlineMs: 300,
        actsAtOnce: 1,
        bodiesMaxBytes: 2 * MIB,
        maxBodyBytes: MIB,
      },
    });
    const hung = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.get('/v1/hangs', async () => {
      begun += 1;
      await hung;
      return {};
    });
    app.get('/ops/v1/works', async () => ({ works: true }));
    app.get('/v1/large', async () => 'x'.repeat(32 * MIB));
    app.get('/v1/export', { config: { streams: 'to-its-end' } }, (_request, reply) =>
      reply.send(Readable.from(Array.from({ length: 32 }, () => 'x'.repeat(MIB)))),
    );
    app.get('/v1/for-ever', { config: { streams: 'for-ever' } }, async () => {
      await hung;
      return {};
    });
    app.post('/ops/v1/act', async () => {
      await hung;
      return {};
    });
    app.post('/v1/takes', async (request) => ({ got: JSON.stringify(request.body).length }));
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

  test('a body counts before it is read: beyond the bound others are refused, and taken once it is gone', async () => {
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

  test('a read that hangs is answered at its deadline, keeps its place, and never more than so many hang', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/v1/hangs')));
    for (const { status, headers, text } of answers) {
      assert.deepEqual([status, headers.get('retry-after')], [503, '1']);
      assert.equal(JSON.parse(text).type, '/problems/unavailable');
    }
    assert.equal(begun, AT_ONCE);
    assert.match(answers.map(({ text }) => text).join(), /not ready within 300 ms/);
    assert.match((await get('/ops/v1/works')).text, /Too many reads are under way/);
    assert.equal((await get('/v1/hangs', 'HEAD')).status, 503);
    assert.equal((await get('/health/live')).status, 200, 'health is not among them');
  });

  test('an action that hangs is answered: whether it was done is unknown; more of them are not begun', async () => {
    const answers = await Promise.all(Array.from({ length: 3 }, () => get('/ops/v1/act', 'POST')));
    const names = answers.map(({ status, text }) => `${status} ${JSON.parse(text).type}`).sort();
    assert.deepEqual(names, [
      '503 /problems/unavailable',
      '503 /problems/unavailable',
      '504 /problems/outcome-unknown',
    ]);
  });

  test('once what hung has ended, reads are answered again', async () => {
    release();
    await waitUntil(async () => (await get('/ops/v1/works')).status === 200, { what: 'room for reads' });
    assert.equal((await get('/v1/for-ever')).status, 200);
  });

  test('an export is sent whole', async () => {
    assert.equal((await get('/v1/export')).text.length, 32 * MIB);
  });

  for (const path of ['/v1/export', '/v1/large'])
    test(`clients that do not take ${path} are cut off, and their places are free again`, () =>
      cutsOff(path));

  async function cutsOff(path: string): Promise<void> {
    const slow = Array.from({ length: AT_ONCE }, () => raw(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`));
    for (const socket of slow) socket.pause();
    await waitUntil(async () => (await get('/ops/v1/works')).status === 503, {
      timeoutMs: 30_000,
      what: 'all places taken',
    });
    await waitUntil(async () => (await get('/ops/v1/works')).status === 200, {
      timeoutMs: 30_000,
      what: 'a free place',
    });
  }
});
