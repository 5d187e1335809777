import { FLAGS_KNOWN, type TraceContext } from './trace-context.ts';

/**
 * Version, trace id, parent id, flags. A later version may append unknown parts after a hyphen (W3C Trace Context,
 * 3.2.2 and 4.3). Lower case only.
 */
const header = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** The context that a traceparent header names. Undefined if the header is invalid or occurs several times. */
export function readTraceparent(
  value: string | string[] | undefined,
): Omit<TraceContext, 'tracestate'> | undefined {
  if (typeof value !== 'string') return undefined;
  const match = header.exec(value);
  if (!match) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (traceId === NO_TRACE || spanId === NO_SPAN) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) & FLAGS_KNOWN };
}
