import type { Attributes } from '@opentelemetry/api';

/** As OpenTelemetry numbers them. */
export const SPAN_KIND = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 } as const;

export interface SpanLink {
  traceId: string;
  spanId: string;
}

/** A span that is over: made from times that were taken anyway, and only where it is kept. */
export interface SpanRecord {
  name: string;
  kind: (typeof SPAN_KIND)[keyof typeof SPAN_KIND];
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  /** Whether the parent is a span of another process. */
  isParentRemote: boolean;
  tracestate: string | undefined;
  /** Unix ms, with fractions where they are known. */
  beganAt: number;
  endedAt: number;
  attributes: Attributes;
  links?: readonly SpanLink[];
  /** How many more links there would be. */
  linksLeftOut?: number;
  /** A code of ours or of a store, never a message: those may hold what a command held. */
  errorType?: string | undefined;
}

/** Where spans go that are kept. Never waits, never throws. */
export interface SpanSink {
  /** False while spans would only be counted: then they need not be made. */
  readonly hasRoom: boolean;
  add(span: SpanRecord): void;
  /** Counts spans that were not made, since there was no room. */
  leaveOut(count: number): void;
}
