import type { IncomingMessage } from 'node:http';
import { invalidRequest } from './invalid-request.ts';
import { ProblemError } from './problem-error.ts';
import { type HeadLimits, headerTooLarge, uriTooLong, versionUnsupported } from './problem-of-fault.ts';

/** Node silently drops headers beyond this number. */
const MAX_HEADERS = 1_000;

const host = /^[\w.~!$&'()*+;=:%[\]-]*$/;

/** What is wrong with the head of a request, before anything else is done for it. Its connection is closed. */
export function headFault(raw: IncomingMessage, limits: HeadLimits): ProblemError | undefined {
  const { url = '', headers, rawHeaders, httpVersion } = raw;
  // Node answers a request line without a version as if it were HTTP/0.9.
  if (httpVersion !== '1.1' && httpVersion !== '1.0') return versionUnsupported();
  if (url.length > limits.maxUriBytes) return uriTooLong(limits);
  let bytes = 0;
  let hosts = 0;
  for (let n = 0; n < rawHeaders.length; n += 2) {
    const name = rawHeaders[n] as string;
    bytes += name.length + (rawHeaders[n + 1] as string).length;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (bytes > limits.maxHeaderBytes || rawHeaders.length >= 2 * MAX_HEADERS) return headerTooLarge(limits);
  if (hosts === 0 && httpVersion === '1.1') return wrongHeader('host', 'is missing');
  if (hosts > 1) return wrongHeader('host', 'appears more than once');
  if (!host.test(headers.host ?? ''))
    return wrongHeader('host', 'must be a name or an address, with or without a port');
  const { expect, 'content-encoding': coding, 'transfer-encoding': transfer } = headers;
  if (transfer !== undefined) {
    // Where the body of such a request ends is uncertain (RFC 9112, 6.1).
    if (httpVersion === '1.0') return wrongHeader('transfer-encoding', 'is not part of HTTP/1.0');
    if (!/^\s*chunked\s*$/i.test(transfer)) return encoded();
  }
  // HTTP/1.0 has no expectations (RFC 9110, 10.1.1).
  if (expect !== undefined && httpVersion === '1.1' && !/^\s*100-continue\s*$/i.test(expect))
    return unexpected();
  if (coding !== undefined && !/^\s*(?:identity)?\s*$/i.test(coding)) return encoded();
  return undefined;
}

const wrongHeader = (name: string, detail: string): ProblemError =>
  invalidRequest({ in: 'header', pointer: `/${name}`, detail });

const unexpected = (): ProblemError =>
  new ProblemError('expectation-failed', 'This server knows the expectation 100-continue only.');

const encoded = (): ProblemError =>
  new ProblemError(
    'unsupported-encoding',
    'Send the body as it is, without Content-Encoding, and with no Transfer-Encoding but chunked.',
    {
      headers: { 'accept-encoding': 'identity' },
    },
  );
