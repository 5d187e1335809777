import type { Random } from '../conversation/random.ts';
import type { FaultKind } from './options.ts';

/** One fault, planned: milliseconds from the start of the run. */
export interface PlannedFault {
  kind: FaultKind;
  /** Which process, or how the store refuses. Empty for the disk. */
  target: string;
  atMs: number;
  /** 0 for a kill. */
  forMs: number;
}

export interface FaultChoice {
  kinds: readonly FaultKind[];
  /** Processes that may be killed. */
  killed: readonly string[];
  /** Processes that may be suspended; the supervisor too. */
  stopped: readonly string[];
  /** How the store can refuse. */
  refusals: readonly string[];
}

/** Nothing is broken at first and at last, so that each run begins and ends with commands that are answered. */
const CALM_MS = 1_000;
/** Between two faults of one kind on one target: the first has really ended. */
const REST_MS = 1_000;
const GAP_MS = { least: 400, most: 3_500 };
const LENGTH_MS: Record<FaultKind, { least: number; most: number }> = {
  kill: { least: 0, most: 0 },
  stop: { least: 500, most: 7_000 },
  disk: { least: 2_000, most: 6_000 },
  store: { least: 1_000, most: 8_000 },
};
const WEIGHT: Record<FaultKind, number> = { kill: 10, stop: 5, disk: 1, store: 3 };

/**
 * All faults of a run, by the time they begin. They overlap, but never two of one kind on one target, and all end within
 * `durationMs`. The same source of randomness gives the same faults.
 */
export function planFaults(durationMs: number, choice: FaultChoice, random: Random): PlannedFault[] {
  const targets: Record<FaultKind, readonly string[]> = {
    kill: choice.killed,
    stop: choice.stopped,
    disk: [''],
    store: choice.refusals,
  };
  const kinds = choice.kinds.filter((kind) => targets[kind].length > 0);
  if (kinds.length === 0) return [];
  const between = ({ least, most }: { least: number; most: number }) =>
    least + random.whole(most - least + 1);
  const faults: PlannedFault[] = [];
  const freeAt = new Map<string, number>();
  const end = durationMs - CALM_MS;
  for (let atMs = CALM_MS + random.whole(500); atMs < end; atMs += between(GAP_MS)) {
    const kind = random.weigh(kinds.map((name) => [name, WEIGHT[name]] as const));
    const target = random.pick(targets[kind]);
    const forMs = Math.min(between(LENGTH_MS[kind]), end - atMs);
    // One refusal of the store at a time, whatever its way.
    const slot = kind === 'store' ? 'store' : `${kind} ${target}`;
    if ((freeAt.get(slot) ?? 0) > atMs) continue;
    freeAt.set(slot, atMs + forMs + REST_MS);
    faults.push({ kind, target, atMs, forMs });
  }
  return faults;
}
