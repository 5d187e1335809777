import type { HrTime, Link, SpanContext, TraceState } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { SpanRecord } from './span-record.ts';
import { hrTime } from './wall-clock.ts';

const UNSET = 0;
const ERROR = 2;
const SAMPLED = 1;

/**
 * A record in the form in which the SDK's processors and exporters take spans. Flagged as sampled, since only kept
 * spans get here.
 */
export function readableSpan(record: SpanRecord, resource: Resource, version: string): ReadableSpan {
  const { traceId, parentSpanId, isParentRemote, errorType, tracestate } = record;
  const context: SpanContext = contextOf(traceId, record.spanId, tracestate);
  const startTime = hrTime(record.beganAt);
  const endTime = hrTime(Math.max(record.beganAt, record.endedAt));
  return {
    name: record.name,
    kind: record.kind as number,
    spanContext: () => context,
    ...(parentSpanId === undefined
      ? {}
      : {
          parentSpanContext: { traceId, spanId: parentSpanId, traceFlags: SAMPLED, isRemote: isParentRemote },
        }),
    startTime,
    endTime,
    duration: between(startTime, endTime),
    ended: true,
    status: { code: errorType === undefined ? UNSET : ERROR },
    attributes:
      errorType === undefined ? record.attributes : { ...record.attributes, 'error.type': errorType },
    links: (record.links ?? []).map((link): Link => ({ context: contextOf(link.traceId, link.spanId) })),
    events: [],
    resource,
    instrumentationScope: { name: 'waybill', version },
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: record.droppedLinks ?? 0,
  };
}

const contextOf = (traceId: string, spanId: string, tracestate?: string): SpanContext => ({
  traceId,
  spanId,
  traceFlags: SAMPLED,
  ...(tracestate === undefined ? {} : { traceState: asTraceState(tracestate) }),
});

/** Exporters only serialize this. */
const asTraceState = (tracestate: string): TraceState =>
  ({ serialize: () => tracestate }) as unknown as TraceState;

function between([s1, n1]: HrTime, [s2, n2]: HrTime): HrTime {
  return n2 >= n1 ? [s2 - s1, n2 - n1] : [s2 - s1 - 1, n2 - n1 + 1e9];
}
