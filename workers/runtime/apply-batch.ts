import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedEvent } from '../../contracts/event.ts';
import { failureClassOf } from '../../contracts/ports/store-failure.ts';
import type { BatchSize } from './batch-size.ts';
import type { Circuit } from './circuit.ts';
import type { Projection } from './projection.ts';
import type { Failure } from './settle-poison.ts';

export interface ApplyContext {
  projection: Pick<Projection, 'apply'>;
  circuit: Circuit;
  size: BatchSize;
  /** How often an event that fails for an unforeseen reason is tried. */
  bugAttempts: number;
  stopping: AbortSignal;
  onRetry(events: readonly LoggedEvent[], attempt: number, error: unknown): void;
}

/** What became of each event; `abandoned` when the worker was told to stop first. */
export interface BatchOutcome {
  applied: LoggedEvent[];
  failed: { event: LoggedEvent; failure: Failure }[];
  abandoned: LoggedEvent[];
}

const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/**
 * Applies a batch for as long as it takes, in parts that the store can take. An outage opens the circuit and the batch
 * waits for it; a transient failure is tried again; for a failure of an event the part is halved until that event
 * stands alone, so that one bad event costs only itself.
 */
export async function applyBatch(context: ApplyContext, events: LoggedEvent[]): Promise<BatchOutcome> {
  const outcome: BatchOutcome = { applied: [], failed: [], abandoned: [] };
  const pending = [events];
  for (let all = pending.shift(); all; all = pending.shift()) {
    if (all.length === 0) continue;
    const { current } = context.size;
    const part = all.length > current ? all.slice(0, current) : all;
    if (part !== all) pending.unshift(all.slice(current));
    const failure = await applyPart(context, part);
    if (failure === undefined) outcome.applied.push(...part);
    else if (failure === 'stopped') outcome.abandoned.push(...part);
    else if (failure === 'too much') pending.unshift(part);
    else if (part.length === 1) outcome.failed.push({ event: part[0]!, failure });
    else pending.unshift(part.slice(0, part.length >> 1), part.slice(part.length >> 1));
  }
  return outcome;
}

async function applyPart(
  context: ApplyContext,
  part: LoggedEvent[],
): Promise<Failure | 'stopped' | 'too much' | undefined> {
  const { projection, circuit, size, stopping } = context;
  let failures = 0;
  let firstFailedAt: Date | undefined;
  for (let attempt = 1; ; attempt += 1) {
    await circuit.whenClosed();
    if (stopping.aborted) return 'stopped';
    const began = performance.now();
    try {
      await projection.apply(part);
      size.took(part.length, performance.now() - began);
      return undefined;
    } catch (error) {
      const failureClass = failureClassOf(error);
      if (failureClass === 'outage') {
        circuit.open(error);
        size.failed();
      }
      context.onRetry(part, attempt, error);
      if (part.length > size.current) return 'too much';
      if (failureClass === 'outage') continue;
      firstFailedAt ??= new Date();
      if (failureClass !== 'transient') {
        failures += 1;
        const allowed = failureClass === 'bug' && part.length === 1 ? context.bugAttempts : 1;
        if (failures >= allowed) return { error, attempts: failures, firstFailedAt };
      }
      const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10), LAST_RETRY_MS);
      await delay(wait, undefined, { signal: stopping }).catch(() => {});
    }
  }
}
