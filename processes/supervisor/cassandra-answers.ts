import { connect } from 'node:net';

/** An OPTIONS request of the native protocol, version 4, without a body (native_protocol_v4.spec, 2 and 4.1.3). */
const OPTIONS = Buffer.from([0x04, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x00]);
const SUPPORTED = 0x06;

/** Whether a Cassandra on this port of 127.0.0.1 answers its clients within `timeoutMs`. */
export function cassandraAnswers(port: number, timeoutMs = 2_000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('connect', () => socket.write(OPTIONS));
    socket.on('data', (data) => finish(data[4] === SUPPORTED));
  });
}
