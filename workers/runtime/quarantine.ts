import type { ReadableWork } from './work.ts';

/** What was handed out twice is applied in groups of so many. */
const GROUP = 32;

export interface Groups {
  /** Applied together. */
  together: ReadableWork[][];
  /** Applied one at a time, with each attempt written down before it. */
  alone: ReadableWork[];
}

/**
 * What was handed out before and not answered for may be what ended the worker that had it; or it was in the same batch as
 * that, or the worker was killed by somebody. The server counts the same for all of them. So what comes again is applied in
 * smaller groups, each answered for by itself, and from the third time on alone: only then is an attempt held against an
 * event, and by a record of our own, not by the server's count.
 */
export function groupBySuspicion(works: readonly ReadableWork[]): Groups {
  const groups: Groups = { together: [], alone: [] };
  const fresh: ReadableWork[] = [];
  let again: ReadableWork[] = [];
  for (const work of works) {
    const { deliveries } = work.delivery;
    // One that was convicted, and is back by a replay or because its dead letter had to wait, is no stranger.
    if (work.earlier?.failureClass === 'crash') groups.alone.push(work);
    else if (deliveries <= 1) fresh.push(work);
    else if (deliveries > 2) groups.alone.push(work);
    else {
      again.push(work);
      if (again.length === GROUP) {
        groups.together.push(again);
        again = [];
      }
    }
  }
  if (again.length > 0) groups.together.push(again);
  // Those nobody suspects come first: nothing holds them up.
  if (fresh.length > 0) groups.together.unshift(fresh);
  return groups;
}
