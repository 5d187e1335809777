import type { ReadableWork } from './work.ts';

/** Events that were delivered twice are applied in groups of this size. */
const GROUP = 32;

interface Groups {
  /** Applied together. */
  together: ReadableWork[][];
  /** Applied one at a time; each attempt is recorded before it begins. */
  alone: ReadableWork[];
}

/**
 * An event that was delivered before and not acknowledged may have ended its worker. Or it was only in the same batch, or
 * somebody killed the worker: the server counts the same in every case. So such events are applied in smaller groups, each
 * acknowledged separately, and from the third time on alone. Only then does an attempt count against an event, by Waybill's
 * own record and not by the server's count.
 */
export function groupBySuspicion(works: readonly ReadableWork[]): Groups {
  const groups: Groups = { together: [], alone: [] };
  const fresh: ReadableWork[] = [];
  let again: ReadableWork[] = [];
  for (const work of works) {
    const { deliveries } = work.delivery;
    // An event that is known to crash workers, and is back by a replay or because its dead letter had to wait.
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
  // Events that were never delivered before come first, so that nothing delays them.
  if (fresh.length > 0) groups.together.unshift(fresh);
  return groups;
}
