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
 * A dead letter that is sent again: its publish stands in the trace of the event, behind the dead letter's, and links to
 * the event's own publish. What comes of it goes on from there.
 */
export class ReplayTrace {
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

  /** What the message carries. */
  get traceparent(): string {
    return formatTraceparent(this.#parent.traceId, this.#spanId, this.#parent.flags);
  }

  /** It was published for a replay, or could not be. */
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

/** Undefined without tracing, and for a letter whose trace is not kept: its context goes on as it is. */
export function traceReplay(tracing: Tracing | undefined, deadLetter: FailedEvent): ReplayTrace | undefined {
  if (!tracing) return undefined;
  const parent = readContext(deadLetter.traceparent ?? undefined, deadLetter.tracestate ?? undefined);
  if (!parent || (parent.flags & SAMPLED) === 0) return undefined;
  return new ReplayTrace(tracing, deadLetter, parent);
}

/** The publish of the event itself, as its bytes tell. */
function originOf(bytes: Uint8Array): Omit<TraceContext, 'tracestate'> | undefined {
  try {
    const event = JSON.parse(Buffer.from(bytes).toString('utf8')) as { traceparent?: string } | null;
    return readTraceparent(event?.traceparent);
  } catch {
    return undefined;
  }
}
