import { askPort } from './ask-port.ts';

/** An OPTIONS request of the native protocol, version 4, without a body (native_protocol_v4.spec, 2 and 4.1.3). */
const OPTIONS = Buffer.from([0x04, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x00]);
const SUPPORTED = 0x06;

/** Whether Cassandra answers clients on this port of 127.0.0.1 within `timeoutMs`. */
export const cassandraAnswers = (port: number, timeoutMs = 2_000): Promise<boolean> =>
  askPort(port, timeoutMs, OPTIONS, (received) => received[4] === SUPPORTED);
