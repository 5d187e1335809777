import type { Msg } from 'nats';

/** What the client keeps of a message before it parses anything. Not in its types. */
interface Unparsed {
  _rdata?: Uint8Array;
  _msg?: { hdr?: number };
}

/**
 * A message's headers as the text they came in: status line, then `Name: value` lines. The client's own headers
 * parse every line into lists; where messages are read by the thousand for one or two of them, that is the cost of
 * the whole. Falls back to the client's own for a version that keeps its messages otherwise.
 */
export function rawHeaders(message: Msg): string {
  const { _rdata: bytes, _msg } = message as unknown as Unparsed;
  const length = _msg?.hdr;
  if (bytes instanceof Uint8Array && typeof length === 'number') {
    return length > 0 ? Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('utf8') : '';
  }
  const { headers } = message;
  if (!headers) return '';
  const lines = [...headers.keys()].map((name) => `${name}: ${headers.get(name)}\r\n`);
  const status = headers.code ? ` ${headers.code} ${headers.description}` : '';
  return `NATS/1.0${status}\r\n${lines.join('')}\r\n`;
}

/** The status code of raw headers: 0 for a message that carries none. */
export function statusOf(raw: string): number {
  const end = raw.indexOf('\r\n');
  return end > 9 ? Number.parseInt(raw.slice(9, end), 10) || 0 : 0;
}

/** The value of one header, written as it is here; empty when there is none. */
export function headerOf(raw: string, name: string): string {
  const start = raw.indexOf(`\r\n${name}:`);
  if (start < 0) return '';
  const from = start + name.length + 3;
  return raw.slice(from, raw.indexOf('\r\n', from)).trim();
}

/** How the headers of our own events begin. */
const FIRST_HEADER = Buffer.from('NATS/1.0\r\nNats-Msg-Id: ');
/** Its capitals and its colon: no other header has them at these places. */
const DISTINCT = [10, 15, 19, 21];
const CARRIAGE_RETURN = 13;
const latin1 = Buffer.prototype.latin1Slice as (this: Uint8Array, from: number, to: number) => string;

/**
 * Whether a message was stored under this message id. Where that is its first header, as in all of ours, only its bytes are
 * looked at: it is asked of every event.
 */
export function hasMessageId(message: Msg, id: string): boolean {
  const { _rdata: bytes, _msg } = message as unknown as Unparsed;
  const end = FIRST_HEADER.length + id.length;
  if (bytes instanceof Uint8Array && (_msg?.hdr ?? 0) > end && bytes[end] === CARRIAGE_RETURN)
    if (DISTINCT.every((at) => bytes[at] === FIRST_HEADER[at]))
      if (latin1.call(bytes, FIRST_HEADER.length, end) === id) return true;
  return headerOf(rawHeaders(message), 'Nats-Msg-Id') === id;
}
