import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import pino from 'pino';
import { defineRoutes } from '../../../contracts/routes/route.ts';
import * as Type from '../../../contracts/type.ts';
import { buildApp } from '../../../server/http/build-app.ts';
import { registerRoutes } from '../../../server/http/register-routes.ts';
import { waitUntil } from '../../engines/condition.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';
import { RawConnection } from '../../engines/raw-http.ts';

const routes = defineRoutes({
  wait: {
    method: 'GET',
    path: '/v1/waits',
    summary: 'Wait',
    permission: null,
    answers: { 200: { description: 'Done.', schema: Type.Object({}) } },
  },
});

interface Client {
  connection: RawConnection;
  /** Lets the handler of its request answer. */
  answer(): void;
}

/** A service whose only route waits, and clients whose requests it handles. */
async function serve(t: TestContext, drainTimeoutMs: number) {
  const app = buildApp({
    ...HTTP_LIMITS,
    logger: pino({ level: 'silent' }),
    routes,
    keepAliveMs: 60_000,
    drainTimeoutMs,
  });
  const begun: (() => void)[] = [];
  registerRoutes(app, routes, {
    wait: async () => {
      await new Promise<void>((resolve) => begun.push(resolve));
      return {};
    },
  });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const open = async (): Promise<Client> => {
    const connection = new RawConnection(Number(port));
    t.after(() => connection.socket.destroy());
    const before = begun.length;
    connection.write('GET /v1/waits HTTP/1.1\r\nHost: x\r\n\r\n');
    await waitUntil(() => begun.length > before, { what: 'the request to be handled' });
    return { connection, answer: begun.at(-1)! };
  };
  return { app, open };
}

test('a closing service answers a request in progress and closes its connection', async (t) => {
  const { app, open } = await serve(t, 300_000);
  const { connection, answer } = await open();
  const closed = app.close();
  answer();
  await Promise.all([closed, connection.closed]);
  assert.equal(connection.answers[0]?.status, 200, connection.text);
});

test('a request without an end does not keep a service from closing', async (t) => {
  const { app, open } = await serve(t, 1_000);
  const { connection } = await open();
  await Promise.all([app.close(), connection.closed]);
  assert.equal(connection.text, '');
});
