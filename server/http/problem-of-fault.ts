import { ProblemError } from './problem-error.ts';

/** An error of Node's HTTP parser, or of its timers. */
export interface ConnectionFault {
  code: string;
  /** What the parser says of it, such as `Invalid header token`. */
  reason?: string;
  /** The bytes in which the parser found it. */
  rawPacket?: Buffer;
}

/** The settings of the same names. */
export interface HeadLimits {
  requestTimeoutMs: number;
  maxUriBytes: number;
  maxHeaderBytes: number;
}

/** The problem of something that is no complete request of HTTP/1.1. */
export function problemOfFault(fault: ConnectionFault, limits: HeadLimits): ProblemError {
  switch (fault.code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new ProblemError(
        'request-timeout',
        `The request did not arrive within ${limits.requestTimeoutMs} ms, so nothing was done. Send it again.`,
      );
    case 'HPE_HEADER_OVERFLOW':
      return endsInRequestLine(fault.rawPacket, limits) ? uriTooLong(limits) : headerTooLarge(limits);
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return new ProblemError('body-too-large', 'The chunk extensions of the body are too long.');
    case 'HPE_PAUSED_H2_UPGRADE':
      return versionUnsupported();
    case 'HPE_INVALID_VERSION':
      // The parser also says so of a line that ends without a carriage return.
      if (!hasKnownVersion.test(fault.rawPacket?.toString('latin1') ?? '')) return versionUnsupported();
      return new ProblemError(
        'invalid-request',
        'The request is not well-formed HTTP: a line must end in CR LF.',
      );
    case 'HPE_INVALID_METHOD': {
      const method = methodOf(fault.rawPacket);
      if (method)
        return new ProblemError('method-unknown', `This server does not know the method ${method}.`);
    }
  }
  const reason = fault.reason ? `: ${fault.reason.toLowerCase()}` : '';
  return new ProblemError('invalid-request', `The request is not well-formed HTTP${reason}.`);
}

export const versionUnsupported = (): ProblemError =>
  new ProblemError('version-unsupported', 'This server speaks HTTP/1.1 and HTTP/1.0.');

const hasKnownVersion = / HTTP\/1\.[01]\n/;

export const uriTooLong = ({ maxUriBytes }: HeadLimits): ProblemError =>
  new ProblemError('uri-too-long', `The path with its query may have at most ${maxUriBytes} bytes.`);

export const headerTooLarge = ({ maxHeaderBytes }: HeadLimits): ProblemError =>
  new ProblemError(
    'header-too-large',
    `The names and values of all headers may have at most ${maxHeaderBytes} bytes.`,
  );

/** A request line of a method that the parser doesn't know; the name of the method is bounded. */
const methodOf = (packet: Buffer | undefined): string | undefined =>
  /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,32}) \S{1,1000} HTTP\/1\.[01]\r?$/m.exec(
    packet?.toString('latin1', 0, 2_000) ?? '',
  )?.[1];

/**
 * Whether the parser met its limit in the request line: the packet has that line or a part of it, and either no line ends
 * before the limit, or the first one ends as a request line does.
 */
function endsInRequestLine(packet: Buffer | undefined, { maxUriBytes }: HeadLimits): boolean {
  if (!packet) return false;
  const end = packet.indexOf('\n');
  const line = packet.toString('latin1', 0, end === -1 ? packet.length : end);
  if (/ HTTP\/\d\.\d\r?$/.test(line)) return line.length > maxUriBytes || !/^[A-Z-]+ /.test(line);
  return end === -1 && /^[A-Z-]+ /.test(line);
}
