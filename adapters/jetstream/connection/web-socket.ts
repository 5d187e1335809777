import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { createWebSocketStream, WebSocket } from 'ws';

interface WebSocketAddress {
  /** The address to dial. */
  host: string;
  /** The name of the host, for the certificate and the Host header. */
  name: string;
  port: number;
  path: string;
  /** Undefined for a connection without TLS. */
  tls: ConnectionOptions | undefined;
  timeoutMs: number;
}

/** Answers a look-up of the name with the address to dial. */
const lookupOf =
  (address: string): LookupFunction =>
  (_name, { all }, done) => {
    const family = isIP(address);
    if (all) done(null, [{ address, family }]);
    else done(null, address, family);
  };

/** Opens a WebSocket as the stream of bytes that its binary messages carry. Rejects with why there is none. */
export function openWebSocket({ host, name, port, path, tls, timeoutMs }: WebSocketAddress): Promise<Duplex> {
  const authority = `${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
  const socket = new WebSocket(`${tls ? 'wss' : 'ws'}://${authority}${path}`, {
    ...tls,
    ...(isIP(host) > 0 ? { lookup: lookupOf(host) } : {}),
    rejectUnauthorized: true,
    handshakeTimeout: timeoutMs,
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('unexpected-response', (request, response) => {
      request.destroy();
      reject(new Error(`the server answered ${response.statusCode}, and no WebSocket`));
    });
    socket.on('open', () => resolve(createWebSocketStream(socket)));
  });
}
