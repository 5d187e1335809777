import type { LoggedEvent } from '../../../contracts/event.ts';
import type { Telemetry, Tracing } from '../start-telemetry.ts';
import { isSampled } from '../trace-context/trace-context.ts';
import { type FailedAttempt, FailureTrace } from './failure-trace.ts';
import { type AppliedCall, type KeptWork, traceApplied } from './trace-applied.ts';
import { contextOf, type TracedWork } from './traced-work.ts';
import { WorkMeter } from './work-meter.ts';

/** For a slow call, spans of at most this many deliveries are kept whose traces are not. They all show the same. */
const MAX_SLOW = 16;

/** Records a worker's work in metrics and, for traces that are kept, in spans. */
export class WorkTelemetry {
  readonly #meter: WorkMeter;
  readonly #tracing: Tracing | undefined;
  readonly #projection: string;
  readonly #store: string;

  constructor(
    { metrics, tracing }: Pick<Telemetry, 'metrics' | 'tracing'>,
    { projection, store }: { projection: string; store: string },
  ) {
    this.#meter = new WorkMeter(metrics, projection);
    this.#tracing = tracing;
    this.#projection = projection;
    this.#store = store;
  }

  /** One call of the store made these events durable. */
  applied(
    call: Pick<AppliedCall, 'source' | 'fetchedAt' | 'beganAt' | 'appliedAt' | 'storeWaitMs'>,
    works: readonly AppliedWork[],
  ): void {
    const { applied, batchSize, applyDuration, delay } = this.#meter;
    const { appliedAt } = call;
    applied.add(works.length);
    batchSize.record(works.length);
    applyDuration.record((appliedAt - call.beganAt) / 1_000);
    for (const { event } of works) delay.record((appliedAt - event.storedAt) / 1_000);
    const tracing = this.#tracing;
    if (!tracing) return;
    const isSlow = appliedAt - call.fetchedAt >= tracing.slowMs;
    try {
      const kept = keptOf(tracing, isSlow, works);
      if (kept.length === 0) return;
      const whole = { ...call, projection: this.#projection, store: this.#store, count: works.length };
      traceApplied(tracing, whole, kept);
    } catch {
      // The events are applied. A failure to make spans must not change that.
      tracing.spans.leaveOut(1);
    }
  }

  /** An attempt failed. The retry or dead letter carries the context that this returns. Undefined without tracing. */
  failed(attempt: Omit<FailedAttempt, 'projection'>): FailureTrace | undefined {
    const projection = this.#projection;
    const { failureClass, code } = attempt;
    this.#meter.failures.of({ projection, class: failureClass, code }).add();
    return this.#tracing && new FailureTrace(this.#tracing, { ...attempt, projection });
  }

  moved(next: 'retry' | 'dead-letter' | 'still-there'): void {
    this.#meter.moved.of({ projection: this.#projection, to: next }).add();
  }
}

type AppliedWork = TracedWork & { event: LoggedEvent };

function keptOf({ spans }: Tracing, isSlow: boolean, works: readonly AppliedWork[]): KeptWork[] {
  const kept: KeptWork[] = [];
  let slowLeft = isSlow ? MAX_SLOW : 0;
  let noRoom = 0;
  for (const work of works) {
    // A retry's message carries the context of its own publish; the event carries that of its first publish.
    const carried = work.earlier ? work.earlier.traceparent : work.event.event.traceparent;
    const sampled = typeof carried === 'string' && isSampled(carried);
    if (!sampled && slowLeft === 0) continue;
    if (!spans.hasRoom) {
      noRoom += 1;
      continue;
    }
    const parent = contextOf(work);
    if (!parent) continue;
    if (!sampled) slowLeft -= 1;
    kept.push({ work, parent });
  }
  if (noRoom > 0) spans.leaveOut(noRoom);
  return kept;
}
