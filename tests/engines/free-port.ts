import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const [first, end] = (process.env.WAYBILL_TESTS_PORTS ?? '15000-32000').split('-').map(Number) as [
  number,
  number,
];
let next = randomInt(first, end);

/**
 * A port of these addresses that nobody listens on, and that this process was not given before; with `count`, the first
 * of so many that follow each other. It lies below the range from which systems take the ports of outgoing connections: a
 * client that keeps trying to reach a stopped server there could otherwise connect to itself. Under `npm test` each file
 * that runs has a range of its own.
 */
export async function freePort(hosts: readonly string[] = ['127.0.0.1'], count = 1): Promise<number> {
  for (let attempt = first; attempt < end; attempt += 1) {
    const port = next + count <= end ? next : first;
    next = port + 1;
    const wanted = hosts.flatMap((host) => Array.from({ length: count }, (_, at) => ({ host, at })));
    const free = await Promise.all(wanted.map(({ host, at }) => isFree(host, port + at)));
    if (!free.every(Boolean)) continue;
    next = port + count;
    return port;
  }
  throw new Error(`No free port found between ${first} and ${end}.`);
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
