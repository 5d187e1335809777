import { connect, type Socket } from 'node:net';

/**
 * One kept-alive HTTP/1.1 connection that sends prepared bytes, so that a request costs this process only a write and a
 * scan.
 */
export class RawConnection {
  readonly #socket: Socket;
  #received = '';
  #answered: ((status: number) => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#read(text));
    socket.on('error', (error) => this.#failed?.(error));
    socket.on('close', () => this.#failed?.(new Error('the server closed the connection')));
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  get isFree(): boolean {
    return this.#answered === undefined;
  }

  /** Resolves to the answer's status. One request at a time. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#failed = undefined;
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#received += text;
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = /\r\ncontent-length: *([0-9]+)/i.exec(this.#received.slice(0, end));
    if (this.#received.length < end + 4 + Number(length?.[1] ?? 0)) return;
    const status = Number(this.#received.slice(9, 12));
    const answered = this.#answered;
    this.#received = '';
    this.#answered = undefined;
    answered?.(status);
  }
}
