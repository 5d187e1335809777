import { readTraceparent } from './read-traceparent.ts';
import { readTracestate } from './read-tracestate.ts';
import type { TraceContext } from './trace-context.ts';

/** The client's trace context; undefined where its traceparent is none: then its tracestate says nothing either. */
export function readContext(
  traceparent: string | string[] | undefined,
  tracestate: string | string[] | undefined,
): TraceContext | undefined {
  const context = readTraceparent(traceparent);
  return context && { ...context, tracestate: readTracestate(tracestate) };
}
