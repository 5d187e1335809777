import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a connection may stay open without a request once the service closes, in ms. */
const GRACE_MS = 500;

/**
 * Closes, at the end of a service, the connections that never carried a request. Node counts them neither as idle nor as
 * busy, so the service would wait for their clients. During the grace, a request in flight still arrives and is answered.
 */
export function closeUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  app.server.on('request', ({ socket }) => unused.delete(socket));
  app.addHook('preClose', async () => {
    setTimeout(() => {
      for (const socket of unused) socket.destroy();
    }, GRACE_MS).unref();
  });
}
