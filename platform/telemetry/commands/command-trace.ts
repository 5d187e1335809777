import { mintSpanId, mintTraceId } from '../trace-context/mint-ids.ts';
import { formatTraceparent, RANDOM, SAMPLED, type TraceContext } from '../trace-context/trace-context.ts';

/**
 * The trace context and times of one command. Spans are made from these afterwards, and only if the trace is kept, so a
 * command that isn't kept costs nothing more.
 */
export class CommandTrace {
  /** The span of the client that sent it. */
  readonly parent: TraceContext | undefined;
  /** Empty without tracing if the client began no trace. */
  readonly traceId: string;
  /**
   * The span that publishes the event. The event carries this id. Empty without tracing if the client began no trace.
   */
  readonly publishSpanId: string;
  readonly flags: number;
  /** performance.now(), ms. */
  readonly receivedAt: number;
  /** Times of the last publish; 0 for none. */
  publishBeganAt = 0;
  publishEndedAt = 0;

  /** Without `isKept` nothing is traced here: the event carries the client's context unchanged. */
  constructor(
    parent: TraceContext | undefined,
    receivedAt: number,
    isKept?: ((traceId: string) => boolean) | undefined,
  ) {
    this.parent = parent;
    this.receivedAt = receivedAt;
    if (isKept === undefined) {
      this.traceId = parent?.traceId ?? '';
      this.publishSpanId = parent?.spanId ?? '';
      this.flags = parent?.flags ?? 0;
      return;
    }
    this.traceId = parent?.traceId ?? mintTraceId();
    this.publishSpanId = mintSpanId();
    this.flags = parent?.flags ?? (isKept(this.traceId) ? RANDOM | SAMPLED : RANDOM);
  }

  get isKept(): boolean {
    return (this.flags & SAMPLED) === SAMPLED;
  }

  /** The trace context that the event carries. */
  get traceparent(): string | undefined {
    return this.traceId === '' ? undefined : formatTraceparent(this.traceId, this.publishSpanId, this.flags);
  }

  get tracestate(): string | undefined {
    return this.parent?.tracestate;
  }
}
