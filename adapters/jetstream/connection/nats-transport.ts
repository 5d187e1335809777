import type { Socket } from 'node:net';
import type { TLSSocket, ConnectionOptions as TlsConnectionOptions } from 'node:tls';
import type { ConnectionOptions } from 'nats';
import { NodeTransport } from 'nats/lib/src/node_transport.js';
import type { NatsTarget } from '../../../contracts/ports/nats-target.ts';
import type { DialledServer, NatsCredentials } from './nats-credentials.ts';
import { openWebSocket } from './web-socket.ts';

/** What the transports of one connection share. */
export interface NatsDialling {
  target: NatsTarget;
  credentials: NatsCredentials;
  /** Called with why a dial failed. */
  failed(server: DialledServer, error: Error): void;
}

export type DiallingOptions = ConnectionOptions & { dialling: NatsDialling };

/** The client's own transport, which gets the credentials for each server ready, reports failures, and has WebSockets. */
export class NatsTransport extends NodeTransport {
  #dialling: NatsDialling | undefined;
  #server: DialledServer | undefined;

  override async connect(server: DialledServer, options: ConnectionOptions): Promise<void> {
    const { dialling } = options as DiallingOptions;
    this.#dialling = dialling;
    this.#server = server;
    await dialling.credentials.load(server);
    if (dialling.target.transport === 'tcp') await super.connect(server, options);
    else await this.#connectWebSocket(server, options, dialling.target);
  }

  override close(error?: Error): Promise<void> {
    // A server that ends the connection says more than the time-out that follows.
    if (error && this.#server) this.#dialling?.failed(this.#server, this.closeError ?? error);
    // The client itself leaves the socket of a dial that timed out open.
    if (!this.connected) this.socket?.destroy();
    return super.close(error);
  }

  /** Node compares the certificate with `localhost` where a server is named by its IP address alone. */
  override startTLS(): Promise<TLSSocket> {
    const tls = { ...this.options.tls, host: this.#server?.hostname };
    this.options = { ...this.options, tls };
    return super.startTLS();
  }

  override isEncrypted(): boolean {
    const target = this.#dialling?.target;
    return target?.transport === 'websocket' ? target.tls.required : super.isEncrypted();
  }

  async #connectWebSocket(
    { hostname, port, tlsName }: DialledServer,
    options: ConnectionOptions,
    { servers, tls }: NatsTarget,
  ): Promise<void> {
    this.options = options;
    const named = servers.find((each) => each.host === (tlsName || hostname) && each.port === port);
    const files = tls.required ? ((await this.loadClientCerts()) as TlsConnectionOptions) : undefined;
    const socket = await openWebSocket({
      host: hostname,
      name: tlsName || hostname,
      port,
      path: named?.path ?? '/',
      tls: files,
      timeoutMs: options.timeout ?? 0,
    });
    this.socket = socket as unknown as Socket;
    try {
      await this.peekInfo();
    } catch (error) {
      socket.destroy();
      throw error ?? new Error('the server closed the connection');
    }
    this.connected = true;
    this.setupHandlers();
    this.signal.resolve();
  }
}
