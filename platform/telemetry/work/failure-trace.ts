import { destinationTemplate } from '../spans/destination.ts';
import { messagingAttributes } from '../spans/messaging-attributes.ts';
import { SPAN_KIND } from '../spans/span-record.ts';
import type { Tracing } from '../start-telemetry.ts';
import { mintSpanId, mintTraceId } from '../trace-context/mint-ids.ts';
import { formatTraceparent, RANDOM, SAMPLED, type TraceContext } from '../trace-context/trace-context.ts';
import { processAttributes } from './process-attributes.ts';
import { contextOf, originOf, streamOf, type TracedWork } from './traced-work.ts';

export interface FailedAttempt {
  work: TracedWork;
  consumer: string;
  projection: string;
  /** When the event was delivered, Unix ms. */
  fetchedAt: number;
  failureClass: string;
  code: string;
}

const DESTINATIONS = {
  retry: ['RETRIES', 'scheduled-retries'],
  'dead-letter': ['DEAD_LETTERS', 'dead-letters'],
} as const;

/**
 * One failed attempt. Its span is always kept, and so is the rest of its trace: the retry or dead letter carries a
 * context with the sampled flag.
 */
export class FailureTrace {
  readonly #tracing: Tracing;
  readonly #attempt: FailedAttempt;
  readonly #parent: TraceContext | undefined;
  readonly #traceId: string;
  readonly #processSpanId = mintSpanId();
  readonly #moveSpanId = mintSpanId();
  readonly #failedAt = Date.now();

  constructor(tracing: Tracing, attempt: FailedAttempt) {
    this.#tracing = tracing;
    this.#attempt = attempt;
    this.#parent = contextOf(attempt.work);
    this.#traceId = this.#parent?.traceId ?? mintTraceId();
  }

  /** The trace context that the retry or the dead letter carries: the span that publishes it. */
  get traceparent(): string {
    const flags = (this.#parent?.flags ?? RANDOM) | SAMPLED;
    return formatTraceparent(this.#traceId, this.#moveSpanId, flags);
  }

  get tracestate(): string | null {
    return this.#parent?.tracestate ?? null;
  }

  /** The event was published to `next`, or stayed where it was. */
  settled(next: 'retry' | 'dead-letter' | 'still-there', eventName: string): void {
    const { spans } = this.#tracing;
    if (!spans.hasRoom) {
      spans.leaveOut(2);
      return;
    }
    const { work, consumer, projection, fetchedAt, failureClass, code } = this.#attempt;
    const origin = originOf(work);
    const attributes = processAttributes(work, { stream: streamOf(work), consumer }, projection);
    const common = { traceId: this.#traceId, tracestate: this.#parent?.tracestate };
    spans.add({
      ...common,
      name: `process ${destinationTemplate(work.delivery.subject)}`,
      kind: SPAN_KIND.consumer,
      spanId: this.#processSpanId,
      parentSpanId: this.#parent?.spanId,
      isParentRemote: true,
      beganAt: fetchedAt,
      endedAt: this.#failedAt,
      attributes: { ...attributes, 'waybill.failure.class': failureClass, 'waybill.next': next },
      links: origin ? [origin] : [],
      errorType: code,
    });
    if (next === 'still-there') return;
    const [stream, first] = DESTINATIONS[next];
    const template = destinationTemplate(`${first}.${projection}.${eventName}.-`);
    spans.add({
      ...common,
      name: `publish ${template}`,
      kind: SPAN_KIND.producer,
      spanId: this.#moveSpanId,
      parentSpanId: this.#processSpanId,
      isParentRemote: false,
      beganAt: this.#failedAt,
      endedAt: Date.now(),
      attributes: {
        ...messagingAttributes({
          operation: 'publish',
          stream,
          template,
          messageId: work.event?.event.id ?? work.earlier?.eventId,
          correlationId: work.event?.event.correlationid ?? work.earlier?.correlationId,
          bytes: work.delivery.bytes.length,
        }),
        'waybill.position': work.position,
      },
    });
  }
}
