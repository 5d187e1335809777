import type { Client } from 'cassandra-driver';

/**
 * The reason of the last failed connection. The driver reports it once. After that it counts the host as down, and
 * calls learn only that no host is available, whether it is unreachable, hangs or refuses the password.
 */
export class ConnectFailure {
  last: Error | undefined;

  constructor(client: Client) {
    client.on('log', (level: string, source: string, message: string, reason: unknown) => {
      if (level === 'verbose' || source !== 'HostConnectionPool') return;
      if (reason instanceof Error) this.last = reason;
      else if (/opened successfully$/.test(message)) this.last = undefined;
    });
  }
}
