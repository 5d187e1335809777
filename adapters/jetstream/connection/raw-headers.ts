import type { Msg } from 'nats';

/** The part of a message that the client keeps before it parses anything; its types do not show it. */
interface Unparsed {
  _rdata?: Uint8Array;
  _msg?: { hdr?: number };
}

/**
 * A message's headers as the text they came in: a status line, then `Name: value` lines. The client's own headers parse
 * every line into lists, which dominates the cost of reading thousands of messages for one or two headers. Falls back to the
 * client's own headers if a version of the client stores messages differently.
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

/** The status code of raw headers; 0 if there is none. */
export function statusOf(raw: string): number {
  const end = raw.indexOf('\r\n');
  return end > 9 ? Number.parseInt(raw.slice(9, end), 10) || 0 : 0;
}

/** The value of one header, whose name must match exactly; empty if the header is missing. */
export function headerOf(raw: string, name: string): string {
  const start = raw.indexOf(`\r\n${name}:`);
  if (start < 0) return '';
  const from = start + name.length + 3;
  return raw.slice(from, raw.indexOf('\r\n', from)).trim();
}

/** How the headers of Waybill's own events begin. */
const FIRST_HEADER = Buffer.from('NATS/1.0\r\nNats-Msg-Id: ');
/** Its capitals and its colon: no other header has them at these offsets. */
const DISTINCT = [10, 15, 19, 21];
const CARRIAGE_RETURN = 13;
const latin1 = Buffer.prototype.latin1Slice as (this: Uint8Array, from: number, to: number) => string;

/**
 * Whether a message was stored under this message id. In Waybill's events it is the first header, so only its bytes are
 * compared: this runs for every event.
 */
export function hasMessageId(message: Msg, id: string): boolean {
  const { _rdata: bytes, _msg } = message as unknown as Unparsed;
  const end = FIRST_HEADER.length + id.length;
  if (bytes instanceof Uint8Array && (_msg?.hdr ?? 0) > end && bytes[end] === CARRIAGE_RETURN)
    if (DISTINCT.every((at) => bytes[at] === FIRST_HEADER[at]))
      if (latin1.call(bytes, FIRST_HEADER.length, end) === id) return true;
  return headerOf(rawHeaders(message), 'Nats-Msg-Id') === id;
}
