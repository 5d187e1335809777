import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import pino from 'pino';
import { buildApp } from '../../../server/http/build-app.ts';
import { HTTP_LIMITS } from '../../engines/http-limits.ts';

test('a connection without a request does not keep a service from closing', {}, async (t) => {
  const app = buildApp({
    logger: pino({ level: 'silent' }),
    ...HTTP_LIMITS,
    routes: {},
  });
  const { port } = new URL(await app.listen({ port: 0, host: '127.0.0.1' }));
  const accepted = once(app.server, 'connection');
  const socket = connect(Number(port), '127.0.0.1');
  t.after(() => socket.destroy());
  await accepted;
  await app.close();
  assert.equal(app.server.listening, false);
});
