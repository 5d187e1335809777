import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * A port of these addresses that nobody listens on. It lies below the range from which systems take the ports of outgoing
 * connections: a client that keeps trying to reach a stopped server there could otherwise connect to itself.
 */
export async function freePort(hosts: readonly string[] = ['127.0.0.1']): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(15_000, 32_000);
    const free = await Promise.all(hosts.map((host) => isFree(host, port)));
    if (free.every(Boolean)) return port;
  }
  throw new Error('No free port found between 15000 and 32000.');
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
