import { askPort } from './ask-port.ts';

const REQUEST = 'CONNECT {"verbose":false}\r\nSUB _INBOX.ready 1\r\nPUB $JS.API.INFO _INBOX.ready 0\r\n\r\n';

/** Whether JetStream on this port of 127.0.0.1 answers a request within `timeoutMs`. */
export const natsAnswers = (port: number, timeoutMs = 1_000): Promise<boolean> =>
  askPort(port, timeoutMs, REQUEST, (received) => received.includes('MSG _INBOX.ready'));
