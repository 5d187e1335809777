import { createHash, randomBytes } from 'node:crypto';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { encodeFrame, FrameReader, OPCODES } from './web-socket-frames.ts';

export interface WebSocketAddress {
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

/** RFC 6455, 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Opens a WebSocket (RFC 6455) as the stream of bytes that its binary messages carry. Rejects with why there is none. */
export function openWebSocket({ host, name, port, path, tls, timeoutMs }: WebSocketAddress): Promise<Duplex> {
  const key = randomBytes(16).toString('base64');
  const options = {
    host,
    port,
    path,
    agent: false,
    timeout: timeoutMs,
    headers: {
      host: `${isIP(name) === 6 ? `[${name}]` : name}:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': key,
    },
  };
  return new Promise((resolve, reject) => {
    const request =
      tls === undefined
        ? requestPlain(options)
        : requestTls({
            ...options,
            ...tls,
            servername: isIP(name) === 0 ? name : '',
            rejectUnauthorized: true,
          });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('the server did not answer in time')));
    request.on('response', (response) => {
      request.destroy();
      reject(new Error(`the server answered ${response.statusCode}, and no WebSocket`));
    });
    request.on('upgrade', ({ headers }, socket: Socket, head) => {
      const accept = createHash('sha1').update(`${key}${GUID}`).digest('base64');
      if (headers['sec-websocket-accept'] !== accept) {
        socket.destroy();
        reject(new Error('the server’s answer is no WebSocket'));
        return;
      }
      socket.setTimeout(0);
      socket.setNoDelay(true);
      resolve(new WebSocketStream(socket, head));
    });
    request.end();
  });
}

class WebSocketStream extends Duplex {
  readonly #socket: Socket;
  readonly #frames = new FrameReader();

  constructor(socket: Socket, head: Buffer) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#take(bytes));
    socket.on('end', () => this.push(null));
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.destroy());
    if (head.length > 0) this.#take(head);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    if (chunk.length === 0) done();
    else this.#socket.write(encodeFrame(OPCODES.binary, chunk), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(encodeFrame(OPCODES.close, Buffer.alloc(0)), () => done());
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  #take(bytes: Buffer): void {
    try {
      for (const { opcode, payload } of this.#frames.read(bytes)) {
        if (opcode === OPCODES.ping) this.#socket.write(encodeFrame(OPCODES.pong, payload));
        else if (opcode === OPCODES.close) this.#socket.end();
        else if (opcode < OPCODES.close && !this.push(payload)) this.#socket.pause();
      }
    } catch (error) {
      this.destroy(error as Error);
    }
  }
}
