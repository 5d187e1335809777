import { createHistogram } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Action } from './converse.ts';
import type { ActionResult } from './send-action.ts';

interface TrafficPlan {
  actions: Iterator<Action>;
  /** Due times in milliseconds from the start, ascending. */
  dueTimes: Iterable<number>;
  maxInFlight: number;
  send(action: Action): Promise<ActionResult>;
  stopping: AbortSignal;
}

/** The counts of a run, updated while traffic is sent. */
export class TrafficCount {
  sent = 0;
  /** Not sent because `maxInFlight` commands were in flight: the server is slow. */
  notSent = 0;
  readonly results = new Map<ActionResult, number>();
  /**
   * The time from when each command was due to its answer, in µs. So a stalled server counts against every command that
   * was due.
   */
  readonly latencies = createHistogram({ lowest: 1, highest: 3_600_000_000, figures: 3 });

  get accepted(): number {
    return this.results.get('accepted') ?? 0;
  }

  /** The latency in ms within which `share` percent of the answers came. */
  percentile(share: number): number {
    return this.latencies.percentile(share) / 1_000;
  }
}

/** Sends each action when it is due, even if earlier ones have no answer yet. Resolves when all have answers. */
export async function makeTraffic(plan: TrafficPlan, count: TrafficCount): Promise<void> {
  const { actions, dueTimes, maxInFlight, send, stopping } = plan;
  const began = performance.now();
  const underWay = new Set<Promise<void>>();
  for (const dueTime of dueTimes) {
    const due = began + dueTime;
    const wait = due - performance.now();
    // Timers have a resolution of one millisecond, so send anything due sooner at once.
    if (wait >= 1) await delay(wait, undefined, { signal: stopping }).catch(() => {});
    if (stopping.aborted) break;
    const { value: action } = actions.next();
    if (underWay.size >= maxInFlight) {
      count.notSent += 1;
      continue;
    }
    count.sent += 1;
    const one = send(action).then((result) => {
      count.results.set(result, (count.results.get(result) ?? 0) + 1);
      if (result !== 'skipped')
        count.latencies.record(Math.max(1, Math.round((performance.now() - due) * 1_000)));
      underWay.delete(one);
    });
    underWay.add(one);
  }
  await Promise.all(underWay);
}
