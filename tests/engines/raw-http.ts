import { connect, type Socket } from 'node:net';

/** An answer as it stood on the wire. */
export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A connection on which tests write what no HTTP client would. */
export class RawConnection {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  #received = Buffer.alloc(0);

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    this.socket.on('error', () => {});
    this.closed = new Promise((resolve) => this.socket.once('close', () => resolve()));
  }

  write(...parts: (string | Buffer)[]): void {
    this.socket.write(Buffer.concat(parts.map((part) => Buffer.from(part))));
  }

  /** Everything received so far. */
  get text(): string {
    return this.#received.toString();
  }

  /** The complete answers received so far. Throws where they are no HTTP. */
  get answers(): RawAnswer[] {
    const answers: RawAnswer[] = [];
    let rest = this.#received;
    for (;;) {
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) break;
      const [line = '', ...fields] = rest.toString('latin1', 0, end).split('\r\n');
      const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(line)?.[1]);
      if (!status) throw new Error(`no status line: ${line}`);
      const headers = Object.fromEntries(
        fields.map((field) => {
          const colon = field.indexOf(':');
          return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
        }),
      );
      const length = Number(headers['content-length'] ?? 0);
      const body = rest.subarray(end + 4, end + 4 + length);
      if (body.length < length) break;
      rest = rest.subarray(end + 4 + length);
      if (status >= 200) answers.push({ status, headers, body: body.toString() });
    }
    return answers;
  }
}

/** What a server answers to these bytes, until it closes the connection. */
export async function answersTo(port: number, ...parts: (string | Buffer)[]): Promise<RawAnswer[]> {
  const connection = new RawConnection(port);
  connection.write(...parts);
  await connection.closed;
  return connection.answers;
}
