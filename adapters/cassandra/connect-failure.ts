import type { Client } from 'cassandra-driver';

/**
 * Why no connection could be made, last. The driver says it once, as it happens: from then on the host counts as down,
 * and calls learn no more than that there is none to ask, be it gone, hung or of another mind about the password.
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
