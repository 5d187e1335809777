import type { Attributes } from '@opentelemetry/api';

/** OpenTelemetry's numbers. */
export const SPAN_KIND = { internal: 0, server: 1, client: 2, producer: 3, consumer: 4 } as const;

export interface SpanLink {
  traceId: string;
  spanId: string;
}

/** A finished span. Made from times that were measured anyway, and only if it is kept. */
export interface SpanRecord {
  name: string;
  kind: (typeof SPAN_KIND)[keyof typeof SPAN_KIND];
  traceId: string;
  spanId: string;
  parentSpanId: string | undefined;
  /** Whether the parent span is in another process. */
  isParentRemote: boolean;
  tracestate: string | undefined;
  /** Unix ms, with fractions if known. */
  beganAt: number;
  endedAt: number;
  attributes: Attributes;
  links?: readonly SpanLink[];
  /** How many links were dropped, as OpenTelemetry calls it. */
  droppedLinks?: number;
  /** A code of Waybill or of a store. Never a message, which may quote a command's content. */
  errorType?: string | undefined;
}

/** Takes the spans that are kept. Never waits, never throws. */
export interface SpanSink {
  /** False while the queue is full: spans would only be counted, so they need not be made. */
  readonly hasRoom: boolean;
  add(span: SpanRecord): void;
  /** Counts spans that were not made because the queue was full. */
  leaveOut(count: number): void;
}
