import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { StartError } from './start-error.ts';

/** The port that a role wants, and the variable that sets another. */
export interface WantedPort {
  /** 0 means any free one. */
  port: number;
  host: string;
  variable: string;
  role: string;
}

/**
 * The port to listen on: the wanted one, or a free one for 0. The role keeps it when it restarts. Throws StartError if
 * the wanted port can't be used.
 */
export async function takePort({ port, host, variable, role }: WantedPort): Promise<number> {
  if (port === 0) return freePort(host, role);
  const problem = await tryPort(port, host);
  if (problem === undefined) return port;
  if (problem === 'EADDRINUSE') {
    throw new StartError(
      `Port ${port} for ${role} is in use. Stop the program that listens there, or choose another port with ${variable} (0 takes any free one).`,
    );
  }
  throw new StartError(
    `${role[0]?.toUpperCase()}${role.slice(1)} can't listen on ${host}:${port} (${problem}). ${variable} sets the port.`,
  );
}

/** Ports that other roles of this start were given and don't listen on yet. */
const given = new Set<number>();

/**
 * Below the range that systems use for outgoing connections. In that range, a role that is down for a moment could lose
 * its port to a client, even to one that tries to reach it.
 */
async function freePort(host: string, role: string): Promise<number> {
  let problem: string | undefined;
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(15_000, 32_000);
    if (given.has(port)) continue;
    problem = await tryPort(port, host);
    if (problem !== undefined) continue;
    given.add(port);
    return port;
  }
  throw new StartError(`No free port was found for ${role} on ${host} (${problem}).`);
}

/** The error code of an attempt to listen there; undefined if it succeeds. */
function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
