/** A place in a trace (W3C Trace Context, 3.2). */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all zero. */
  traceId: string;
  /** 16 lower-case hexadecimal digits: the span that caused what follows. */
  spanId: string;
  /** Only the bits in FLAGS_KNOWN. */
  flags: number;
  /** Data of other systems in the trace; undefined for none. */
  tracestate: string | undefined;
}

export const SAMPLED = 0x01;
/** Level 2: the trace id is random. Propagated unchanged. */
export const RANDOM = 0x02;
/** All other bits must be sent as zero (3.2.2.5). */
export const FLAGS_KNOWN = SAMPLED | RANDOM;

/** The traceparent header, version 00. */
export const formatTraceparent = (traceId: string, spanId: string, flags: number): string =>
  `00-${traceId}-${spanId}-0${flags & FLAGS_KNOWN}`;

/** Whether a traceparent that Waybill wrote says that its trace is kept. */
export const isSampled = (traceparent: string): boolean =>
  traceparent.length === 55 && (traceparent.charCodeAt(54) & SAMPLED) === SAMPLED;
