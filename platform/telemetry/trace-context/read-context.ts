import { readTraceparent } from './read-traceparent.ts';
import { readTracestate } from './read-tracestate.ts';
import type { TraceContext } from './trace-context.ts';

/** The client's trace context. Undefined without a valid traceparent; the tracestate then has no meaning. */
export function readContext(
  traceparent: string | string[] | undefined,
  tracestate: string | string[] | undefined,
): TraceContext | undefined {
  const context = readTraceparent(traceparent);
  return context && { ...context, tracestate: readTracestate(tracestate) };
}
