import type { NatsConnection } from 'nats';
import { NatsConnectionImpl } from 'nats/lib/nats-base-client/nats.js';
import { setTransportFactory } from 'nats/lib/nats-base-client/transport.js';
import { nodeResolveHost } from 'nats/lib/src/node_transport.js';
import { type DiallingOptions, type NatsDialling, NatsTransport } from './nats-transport.ts';

interface ConnectOptions {
  /** The name the server shows for this connection. */
  name: string;
  connectTimeoutMs: number;
  pingIntervalMs: number;
  dialling: NatsDialling;
  /** How long the client waits before it tries the same server again, ms. */
  retryDelayMs(): number;
}

/** Connects to one of the servers, and reconnects for ever once that succeeded. The only place where the client gets its options. */
export function connectNats(options: ConnectOptions): Promise<NatsConnection> {
  const { name, connectTimeoutMs, pingIntervalMs, dialling, retryDelayMs } = options;
  const { servers, tls } = dialling.target;
  const { first: handshakeFirst, caFile, certificateFile, keyFile } = tls;
  setTransportFactory({ factory: () => new NatsTransport(), dnsResolveFn: nodeResolveHost });
  const given: DiallingOptions = {
    servers: servers.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`),
    name,
    timeout: connectTimeoutMs,
    pingInterval: pingIntervalMs,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    reconnectDelayHandler: retryDelayMs,
    // Credentials may be right again later.
    ignoreAuthErrorAbort: true,
    authenticator: dialling.credentials.authenticator as never,
    ...(tls.required
      ? { tls: { handshakeFirst, ...filesOf({ caFile, certFile: certificateFile, keyFile }) } }
      : {}),
    dialling,
  };
  return NatsConnectionImpl.connect(given);
}

const filesOf = (files: Record<string, string>) =>
  Object.fromEntries(Object.entries(files).filter(([, path]) => path !== ''));
