/** Where something stands in a trace (W3C Trace Context, 3.2). */
export interface TraceContext {
  /** 32 lower-case hexadecimal digits, not all zero. */
  traceId: string;
  /** 16 of them: the span that caused what comes next. */
  spanId: string;
  /** Only bits that are known here: see FLAGS_KNOWN. */
  flags: number;
  /** What other systems of the trace keep with it; undefined for nothing. */
  tracestate: string | undefined;
}

export const SAMPLED = 0x01;
/** Level 2: the trace id is random. It goes with the trace as it came. */
export const RANDOM = 0x02;
/** Other bits must be sent as zero (3.2.2.5). */
export const FLAGS_KNOWN = SAMPLED | RANDOM;

/** The header, of the version written here: 00. */
export const formatTraceparent = (traceId: string, spanId: string, flags: number): string =>
  `00-${traceId}-${spanId}-0${flags & FLAGS_KNOWN}`;

/** Whether a traceparent that was written here says that its trace is kept. */
export const isSampled = (traceparent: string): boolean =>
  traceparent.length === 55 && (traceparent.charCodeAt(54) & SAMPLED) === SAMPLED;
