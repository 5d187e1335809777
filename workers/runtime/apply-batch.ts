import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedEvent } from '../../contracts/event.ts';
import { failureClassOf } from '../../contracts/ports/store-failure.ts';
import { awaitHandler, HandlerLeft } from './await-handler.ts';
import type { BatchSize } from './batch-size.ts';
import type { Circuit } from './circuit.ts';
import { type Failure, failureOf } from './failure.ts';
import type { Projection } from './projection.ts';

export interface ApplyContext<Item> {
  projection: Pick<Projection, 'apply'>;
  circuit: Circuit;
  /** Runs one call of the projection when it is its turn. */
  inTurn<Result>(call: () => Promise<Result>): Promise<Result>;
  size: BatchSize;
  applyDeadlineMs: number;
  /** How long after a stop to wait for a call under way. */
  stopPatienceMs: number;
  stopping: AbortSignal;
  /** Called after one call made these events durable; it began at `beganAt` (Unix ms). */
  onApplied(part: readonly Item[], beganAt: number): void;
  onRetry(part: readonly Item[], attempt: number, error: unknown): void;
}

/** The outcome of each event. `abandoned`: the worker was stopped first. */
interface BatchOutcome<Item> {
  applied: Item[];
  failed: { item: Item; failure: Failure }[];
  abandoned: Item[];
}

/** A batch usually passes after a conflict. Only if it conflicts again is it split to find the conflicting event. */
const CONFLICT_PAUSE_MS = 20;

/**
 * Applies a batch, in parts that the store can take. An outage opens the circuit, and the batch waits for it, however long.
 * After any other failure the part is halved until the failing event is alone, so one bad event costs only itself; the
 * caller decides when it is tried again. A part that hangs is not halved but applied event by event: each call that hangs
 * costs a whole deadline, so hanging events cost one each, plus one for the batch.
 */
export async function applyBatch<Item extends { event: LoggedEvent }>(
  context: ApplyContext<Item>,
  items: Item[],
): Promise<BatchOutcome<Item>> {
  const outcome: BatchOutcome<Item> = { applied: [], failed: [], abandoned: [] };
  const pending = [items];
  for (let all = pending.shift(); all; all = pending.shift()) {
    if (all.length === 0) continue;
    const { current } = context.size;
    const part = all.length > current ? all.slice(0, current) : all;
    if (part !== all) pending.unshift(all.slice(current));
    const failure = await applyPart(context, part);
    if (failure === undefined) outcome.applied = join(outcome.applied, part);
    else if (failure === 'stopped') outcome.abandoned = join(outcome.abandoned, part);
    else if (failure === 'too much') pending.unshift(part);
    else if (part.length === 1) outcome.failed.push({ item: part[0]!, failure });
    else if (failure.class === 'hang') pending.unshift(...part.map((item) => [item]));
    else pending.unshift(part.slice(0, part.length >> 1), part.slice(part.length >> 1));
  }
  return outcome;
}

/** Usually a whole batch ends the same way, and is not copied. */
const join = <Item>(some: Item[], more: Item[]): Item[] => (some.length === 0 ? more : some.concat(more));

async function applyPart<Item extends { event: LoggedEvent }>(
  context: ApplyContext<Item>,
  part: Item[],
): Promise<Failure | 'stopped' | 'too much' | undefined> {
  const { projection, circuit, inTurn, size, stopping, applyDeadlineMs, stopPatienceMs, onApplied } = context;
  const events = part.map(({ event }) => event);
  for (let attempt = 1; ; attempt += 1) {
    await circuit.whenAdmitted();
    if (stopping.aborted) return 'stopped';
    let entry = 'later' as ReturnType<Circuit['enter']>;
    try {
      await inTurn(async () => {
        // Another batch may have taken the trial while this one waited for its turn.
        entry = circuit.enter();
        if (entry === 'later') return;
        const beganAt = Date.now();
        const began = performance.now();
        await awaitHandler(projection.apply(events), applyDeadlineMs, stopping, stopPatienceMs);
        circuit.applied();
        size.took(part.length, performance.now() - began);
        onApplied(part, beganAt);
      });
      if (entry !== 'later') return undefined;
      attempt -= 1;
    } catch (error) {
      const failureClass = failureClassOf(error);
      if (failureClass === 'outage') {
        circuit.open(error);
        size.failed();
      } else if (entry === 'trial') circuit.left();
      if (error instanceof HandlerLeft) return 'stopped';
      context.onRetry(part, attempt, error);
      if (part.length > size.current) return 'too much';
      if (failureClass === 'outage') continue;
      if (failureClass !== 'transient' || part.length === 1 || attempt > 1) return failureOf(error);
      await delay(CONFLICT_PAUSE_MS, undefined, { signal: stopping }).catch(() => {});
    }
  }
}
