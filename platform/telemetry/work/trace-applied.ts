import { destinationTemplate } from '../spans/destination.ts';
import { SPAN_KIND, type SpanLink } from '../spans/span-record.ts';
import type { Tracing } from '../start-telemetry.ts';
import { mintSpanId } from '../trace-context/mint-ids.ts';
import type { TraceContext } from '../trace-context/trace-context.ts';
import { processAttributes } from './process-attributes.ts';
import { originOf, type TracedSource, type TracedWork } from './traced-work.ts';

/** One call of the store that made events durable. Times in Unix ms. */
export interface AppliedCall {
  source: TracedSource;
  projection: string;
  /** `sqlite`, `cassandra`. */
  store: string;
  fetchedAt: number;
  beganAt: number;
  appliedAt: number;
  storeWaitMs: number;
  /** How many events the call had, including those whose trace isn't kept. */
  count: number;
}

/** An event whose span is kept, with the span that published it. */
export interface KeptWork {
  work: TracedWork;
  parent: TraceContext;
}

/** A call serves many traces, but a span belongs to one. It has at most this many links to the others. */
const MAX_LINKS = 64;

/**
 * Makes a span for each delivery that is kept, and one for the call of the store. The call's span is in the trace of
 * the first delivery, and links connect it with the others.
 */
export function traceApplied({ spans }: Tracing, call: AppliedCall, kept: readonly KeptWork[]): void {
  const storeSpan = { traceId: kept[0]!.parent.traceId, spanId: mintSpanId() };
  const others: SpanLink[] = [];
  let firstSpanId = '';
  for (const { work, parent } of kept) {
    const spanId = mintSpanId();
    const isFirst = firstSpanId === '';
    if (isFirst) firstSpanId = spanId;
    else if (others.length < MAX_LINKS) others.push({ traceId: parent.traceId, spanId });
    const origin = originOf(work);
    spans.add({
      name: `process ${destinationTemplate(work.delivery.subject)}`,
      kind: SPAN_KIND.consumer,
      traceId: parent.traceId,
      spanId,
      parentSpanId: parent.spanId,
      isParentRemote: true,
      tracestate: parent.tracestate,
      beganAt: call.fetchedAt,
      endedAt: call.appliedAt,
      attributes: {
        ...processAttributes(work, call.source, call.projection),
        ...(call.storeWaitMs > 0 ? { 'waybill.store.wait_ms': call.storeWaitMs } : {}),
      },
      links: [...(origin ? [origin] : []), ...(isFirst ? [] : [storeSpan])],
    });
  }
  spans.add({
    name: `apply ${call.projection}`,
    kind: SPAN_KIND.client,
    ...storeSpan,
    parentSpanId: firstSpanId,
    isParentRemote: false,
    tracestate: kept[0]!.parent.tracestate,
    beganAt: call.beganAt,
    endedAt: call.appliedAt,
    attributes: {
      'db.system.name': call.store,
      'db.operation.name': 'apply',
      'db.operation.batch.size': call.count,
      'waybill.projection': call.projection,
      'waybill.batch.kept': kept.length,
    },
    links: others,
    droppedLinks: Math.max(0, kept.length - 1 - MAX_LINKS),
  });
}
