import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a connection without a request may stay open once the service closes, in ms. */
const GRACE_MS = 500;

/**
 * Closes, when the service ends, the connections that never carried a request. Node counts them neither as idle nor as busy,
 * so the service would wait for their clients. During the grace period, a request on its way still arrives and is answered.
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
