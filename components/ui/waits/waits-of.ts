import type { ProjectionTrace, Segment, SegmentKind } from '../../../contracts/traces.ts';

/** A wait is shown from one second on. */
const WAIT_MS = 1_000;

export interface Wait {
  kind: SegmentKind;
  ms: number;
  from: string;
  to: string;
  open: boolean;
  /** How many waits of its kind are shown as one. */
  times: number;
}

/**
 * The waits of a command in one projection, from one second on, in the order of their beginnings. Waits of
 * one kind are shown as one: a command that was tried eight times has one line for its backoffs, not seven.
 */
export function waitsOf({ segments }: Pick<ProjectionTrace, 'segments'>): Wait[] {
  const waits = new Map<SegmentKind, Wait>();
  for (const segment of segments) if (segment.kind !== 'working') add(waits, segment);
  return [...waits.values()].filter(({ ms }) => ms >= WAIT_MS);
}

function add(waits: Map<SegmentKind, Wait>, { kind, ms, from, to, open }: Segment): void {
  const wait = waits.get(kind);
  if (!wait) {
    waits.set(kind, { kind, ms, from, to, open, times: 1 });
    return;
  }
  wait.ms += ms;
  wait.to = to;
  wait.open = open;
  wait.times += 1;
}
