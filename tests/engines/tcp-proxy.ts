import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

export interface TestProxy {
  readonly port: number;
  /** How many connections were opened so far. While the proxy refuses connections, they can't be counted. */
  readonly connections: number;
  /** Forwards everything from now on. */
  pass(): Promise<void>;
  /** Ends all connections. Ends each new one at once, and counts it. */
  cut(): Promise<void>;
  /** Keeps all connections and forwards nothing, as if the server hung. Accepts new connections. */
  hang(): void;
  /** Ends all connections and closes the port. */
  refuse(): Promise<void>;
  stop(): Promise<void>;
}

/** A proxy on loopback in front of a server, to cut its connections while it runs. Forwards at first. */
export async function startTcpProxy(targetPort: number): Promise<TestProxy> {
  const port = await freePort();
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let connections = 0;
  let passing = true;
  let hanging = false;

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
    if (hanging) for (const socket of [client, target]) socket.pause();
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
      if (hanging) for (const socket of sockets) socket.resume();
      hanging = false;
      await open();
    },
    async cut() {
      passing = false;
      endConnections();
      await open();
    },
    hang() {
      hanging = true;
      for (const socket of sockets) socket.pause();
    },
    refuse,
    stop: refuse,
  };
}
