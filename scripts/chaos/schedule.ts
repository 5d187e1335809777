import type { Random } from '../conversation/random.ts';
import type { FaultKind } from './options.ts';

/** One planned fault. Times in milliseconds from the start of the run. */
export interface PlannedFault {
  kind: FaultKind;
  /** The process, or how the store refuses. Empty for the disk. */
  target: string;
  atMs: number;
  /** 0 for a kill. */
  forMs: number;
}

interface FaultChoice {
  kinds: readonly FaultKind[];
  /** Processes that may be killed. */
  killed: readonly string[];
  /** Processes that may be suspended; the supervisor too. */
  stopped: readonly string[];
  /** How the store can refuse. */
  refusals: readonly string[];
}

/** No faults at the beginning and the end, so that commands are answered there. */
const CALM_MS = 1_000;
/** The pause between two faults of one kind on one target, so that the first has really ended. */
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
 * All faults of a run, in the order in which they begin. They may overlap, but never two of one kind on one target. All
 * end within `durationMs`. The same randomness gives the same faults.
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
    // Only one refusal of the store at a time, of whatever kind.
    const slot = kind === 'store' ? 'store' : `${kind} ${target}`;
    if ((freeAt.get(slot) ?? 0) > atMs) continue;
    freeAt.set(slot, atMs + forMs + REST_MS);
    faults.push({ kind, target, atMs, forMs });
  }
  return faults;
}
