import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { askPort } from '../../../processes/supervisor/ask-port.ts';

test('a port that sends on and on without an answer ends the call in time', {
  timeout: 20_000,
}, async (t) => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    const timer = setInterval(() => socket.write('x'), 10);
    socket.on('close', () => clearInterval(timer));
    socket.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  assert.equal(await askPort(port, 200, 'hello', (received) => received.includes('answer')), false);
  assert.equal(await askPort(port, 5_000, 'hello', (received) => received.includes('x')), true);
});
