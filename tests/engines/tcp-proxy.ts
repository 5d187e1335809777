import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

export interface TestProxy {
  readonly port: number;
  /** How many connections were opened to it so far; while it refuses, nobody can count them. */
  readonly connections: number;
  /** Hands on what it is sent, from now on. */
  pass(): Promise<void>;
  /** Ends all connections; each new one is ended at once, and counted. */
  cut(): Promise<void>;
  /** Ends all connections; the port is closed. */
  refuse(): Promise<void>;
  stop(): Promise<void>;
}

/** Stands on loopback before a server, whose connections can so be cut while it runs. Starts by passing. */
export async function startTcpProxy(targetPort: number): Promise<TestProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let connections = 0;
  let passing = true;

  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const accept = (client: Socket) => {
    connections += 1;
    keep(client);
    if (!passing) return void client.destroy();
    const target = connect(targetPort, '127.0.0.1');
    keep(target);
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
    client.pipe(target).pipe(client);
  };
  const open = async () => {
    if (server) return;
    server = createServer(accept);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const endConnections = () => {
    for (const socket of sockets) socket.destroy();
  };
  const refuse = async () => {
    const closing = server;
    server = undefined;
    const closed = new Promise((resolve) => (closing ? closing.close(resolve) : resolve(undefined)));
    endConnections();
    await closed;
  };

  await open();
  return {
    port,
    get connections() {
      return connections;
    },
    async pass() {
      passing = true;
      await open();
    },
    async cut() {
      passing = false;
      endConnections();
      await open();
    },
    refuse,
    stop: refuse,
  };
}
