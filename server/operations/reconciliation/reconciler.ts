import type { Logger } from 'pino';
import { listGenerations } from '../../../adapters/jetstream/streams/list-generations.ts';
import type { Fact, ReconciliationFact } from '../../../contracts/pipeline-facts.ts';
import { Repeat } from '../../../contracts/timing/repeat.ts';
import { within } from '../../../contracts/timing/within.ts';
import type { Unknown } from './count.ts';
import { ProjectionWatch } from './projection-watch.ts';
import type { ReconciliationContext } from './reconciliation-context.ts';
import { retryLost } from './retry-lost.ts';
import { sumUp } from './sum-up.ts';

const STOP_PATIENCE_MS = 2_000;
/** After a failed pass: its cause may be resolved in a moment. */
const RETRY_MS = 2_000;

/**
 * Counts every projection at an interval. Settled sequences stay in memory and are not asked about again; after a restart
 * counting begins again.
 */
export class Reconciler {
  readonly context: ReconciliationContext;
  readonly watches: readonly ProjectionWatch[];
  readonly #logger: Logger;
  readonly #passes: Repeat;
  /** Why the newest pass failed. */
  #failed: Unknown | null = { since: Date.now(), why: 'Nothing has been counted yet.' };

  constructor(context: ReconciliationContext, logger: Logger) {
    this.context = context;
    this.#logger = logger;
    this.watches = context.projections.map((projection) => new ProjectionWatch(context, projection));
    const { reconciliationIntervalMs } = context.limits;
    this.#passes = new Repeat(() => this.#countAll(), {
      retryMs: Math.min(RETRY_MS, reconciliationIntervalMs),
      onFailure: (err) => logger.warn({ err }, 'accepted events can’t be reconciled'),
    });
  }

  /** Since when nothing could be counted, and why: earlier counts are out of date. Null while counting works. */
  get failed(): Unknown | null {
    return this.#failed;
  }

  /** The fact that alert rules judge. */
  fact(): Fact<ReconciliationFact[]> {
    if (this.#failed) return { known: false, ...this.#failed };
    return {
      known: true,
      value: this.watches.map((watch) => factOf(watch, this.context.limits.ledgerHours)),
    };
  }

  /** Does not wait for a pass that waits for NATS or a store: such a pass changes nothing. */
  async stop(): Promise<void> {
    await within(STOP_PATIENCE_MS, this.#passes.stop(), undefined);
  }

  async #countAll(): Promise<number> {
    try {
      await this.#pass();
      this.#failed = null;
    } catch (error) {
      this.#failed = { since: this.#failed?.since ?? Date.now(), why: (error as Error).message };
      throw error;
    }
    return this.context.limits.reconciliationIntervalMs;
  }

  async #retryLost({ projection: { name }, counted }: ProjectionWatch): Promise<void> {
    const { retries } = this.context;
    const sent = retries ? await retryLost(retries, name, counted) : 0;
    if (sent > 0)
      this.#logger.warn(
        { projection: name, events: sent },
        'retries or dead letters were lost with their stream; their events were sent to the worker again, or made dead letters again where an operator had decided about them',
      );
  }

  async #pass(): Promise<void> {
    const generations = await listGenerations(this.context.link);
    const at = Date.now();
    for (const watch of this.watches) {
      await watch.count(generations, at);
      await this.#retryLost(watch);
    }
  }
}

function factOf({ projection, counted }: ProjectionWatch, hours: number): ReconciliationFact {
  const sum = sumUp(counted.partitions.map(({ account }) => account));
  return {
    projection: projection.name,
    from: counted.at - hours * 3_600_000,
    until: counted.at,
    countedAt: counted.at,
    accepted: sum.accepted,
    applied: sum.applied,
    deadLettered: sum.deadLettered + sum.discarded + sum.edited,
    inFlight: sum.retrying + sum.pending + sum.ackPending,
    lost: sum.lost,
    expired: sum.expired,
    destroyed: counted.partitions.reduce(
      (all, { lostAt, account }) => all + (lostAt === undefined ? 0 : account.lost.count),
      0,
    ),
    unreconciled: sum.unreconciled,
    unknown: counted.unknown,
  };
}
