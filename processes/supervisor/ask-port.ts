import { connect } from 'node:net';

/**
 * Whether the server on a port of 127.0.0.1 answers a request within `timeoutMs`. `isAnswer` gets everything received
 * so far. Speaks the wire protocol directly: a yes or no needs no client that reconnects.
 */
export function askPort(
  port: number,
  timeoutMs: number,
  request: string | Uint8Array,
  isAnswer: (received: Buffer) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = Buffer.alloc(0);
    const finish = (answer: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    // Bounds the whole call: a port that keeps sending bytes that are no answer is never silent.
    const timer = setTimeout(() => finish(false), timeoutMs);
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(request));
    socket.on('data', (data) => {
      received = Buffer.concat([received, data]);
      if (isAnswer(received)) finish(true);
    });
  });
}
