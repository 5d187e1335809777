import { mintSpanId, mintTraceId } from '../trace-context/mint-ids.ts';
import { formatTraceparent, RANDOM, SAMPLED, type TraceContext } from '../trace-context/trace-context.ts';

/**
 * Where one command stands in its trace, and when it was where. Nothing else is made for a command that isn't kept: its
 * spans are made of this afterwards, where they are.
 */
export class CommandTrace {
  /** The span of the client that sent it. */
  readonly parent: TraceContext | undefined;
  /** Empty without tracing, where the client began no trace. */
  readonly traceId: string;
  /** The span that publishes its event: what the event carries. Empty without tracing. */
  readonly publishSpanId: string;
  readonly flags: number;
  /** Of performance.now(), ms. */
  readonly receivedAt: number;
  /** Of its last publish; 0 for none. */
  publishBeganAt = 0;
  publishEndedAt = 0;

  /** Without `isKept` nothing is traced here: the client's context goes into the event as it came. */
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

  /** What the event carries. */
  get traceparent(): string | undefined {
    return this.traceId === '' ? undefined : formatTraceparent(this.traceId, this.publishSpanId, this.flags);
  }

  get tracestate(): string | undefined {
    return this.parent?.tracestate;
  }
}
