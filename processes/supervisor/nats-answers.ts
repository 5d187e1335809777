import { connect } from 'node:net';

/**
 * Whether JetStream on this port of 127.0.0.1 answers a request within `timeoutMs`. It speaks the wire protocol by
 * itself (a few text lines): no client, no stream and no reconnecting is wanted for a yes or no.
 */
export function natsAnswers(port: number, timeoutMs = 1_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let received = '';
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => {
      socket.write(
        'CONNECT {"verbose":false}\r\nSUB _INBOX.ready 1\r\nPUB $JS.API.INFO _INBOX.ready 0\r\n\r\n',
      );
    });
    socket.on('data', (data) => {
      received += data.toString('latin1');
      if (received.includes('MSG _INBOX.ready')) finish(true);
    });
  });
}
