import type { FailedEvent } from '../../../contracts/dead-letter.ts';
import { destinationTemplate } from '../spans/destination.ts';
import { messagingAttributes } from '../spans/messaging-attributes.ts';
import { SPAN_KIND } from '../spans/span-record.ts';
import type { Tracing } from '../start-telemetry.ts';
import { mintSpanId } from '../trace-context/mint-ids.ts';
import { readContext } from '../trace-context/read-context.ts';
import { readTraceparent } from '../trace-context/read-traceparent.ts';
import { formatTraceparent, SAMPLED, type TraceContext } from '../trace-context/trace-context.ts';

/**
 * The publish of a replayed dead letter: a span in the event's trace, after the dead letter's span, with a link to the
 * event's own publish. The work that follows continues this trace.
 */
class ReplayTrace {
  readonly #tracing: Tracing;
  readonly #deadLetter: FailedEvent;
  readonly #parent: TraceContext;
  readonly #spanId = mintSpanId();
  readonly #beganAt = Date.now();

  constructor(tracing: Tracing, deadLetter: FailedEvent, parent: TraceContext) {
    this.#tracing = tracing;
    this.#deadLetter = deadLetter;
    this.#parent = parent;
  }

  /** The trace context that the message carries. */
  get traceparent(): string {
    return formatTraceparent(this.#parent.traceId, this.#spanId, this.#parent.flags);
  }

  /** The event was published for a replay, or could not be. */
  sent(replayId: string, wasStored: boolean): void {
    const { spans } = this.#tracing;
    if (!spans.hasRoom) {
      spans.leaveOut(1);
      return;
    }
    const { eventName, eventId, correlationId, position, bytes } = this.#deadLetter;
    const template = destinationTemplate(`retries.-.${eventName}.-`);
    const { traceId, spanId, tracestate } = this.#parent;
    const origin = originOf(bytes);
    spans.add({
      name: `publish ${template}`,
      kind: SPAN_KIND.producer,
      traceId,
      spanId: this.#spanId,
      parentSpanId: spanId,
      isParentRemote: true,
      tracestate,
      beganAt: this.#beganAt,
      endedAt: Date.now(),
      attributes: {
        ...messagingAttributes({
          operation: 'publish',
          stream: 'RETRIES',
          template,
          messageId: eventId,
          correlationId,
          bytes: bytes.length,
        }),
        'waybill.position': position,
        'waybill.replay.id': replayId,
      },
      links: origin ? [origin] : [],
      errorType: wasStored ? undefined : 'not-confirmed',
    });
  }
}

/** Undefined without tracing, and for a dead letter whose trace is not kept: its context is passed on unchanged. */
export function traceReplay(tracing: Tracing | undefined, deadLetter: FailedEvent): ReplayTrace | undefined {
  if (!tracing) return undefined;
  const parent = readContext(deadLetter.traceparent ?? undefined, deadLetter.tracestate ?? undefined);
  if (!parent || (parent.flags & SAMPLED) === 0) return undefined;
  return new ReplayTrace(tracing, deadLetter, parent);
}

/** The span that published the event itself, read from its bytes. */
function originOf(bytes: Uint8Array): Omit<TraceContext, 'tracestate'> | undefined {
  try {
    const event = JSON.parse(Buffer.from(bytes).toString('utf8')) as { traceparent?: string } | null;
    return readTraceparent(event?.traceparent);
  } catch {
    return undefined;
  }
}
