import type { AppliedBy, AppliedRanges, SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import type { IntervalSet } from './interval-set.ts';

const RANGES_A_CALL = 1_000;
const MOST_CALLS = 64;
/** The limit of ranges per question; what lies between two merged ranges is answered too. */
const MOST_PARTS = 16;

/** What the ledger says about these sequences; not complete if that takes too many calls at once. Throws StoreFailure. */
export async function askLedger(
  ledger: Pick<AppliedRanges, 'applied'>,
  by: AppliedBy,
  wanted: IntervalSet,
): Promise<{ ranges: SequenceRange[]; complete: boolean }> {
  const found: SequenceRange[] = [];
  let calls = 0;
  for (const [first, last] of inParts(wanted.ranges)) {
    for (let from: number | null = first; from !== null; ) {
      if (calls === MOST_CALLS) return { ranges: found, complete: false };
      calls += 1;
      const answer = await ledger.applied(by, [from, last], RANGES_A_CALL);
      for (const range of answer.ranges) found.push(range);
      from = answer.next;
    }
  }
  return { ranges: found, complete: true };
}

function inParts(ranges: readonly SequenceRange[]): SequenceRange[] {
  const size = Math.ceil(ranges.length / MOST_PARTS);
  const parts: SequenceRange[] = [];
  for (let from = 0; from < ranges.length; from += size) {
    const part = ranges.slice(from, from + size);
    parts.push([part[0]![0], part.at(-1)![1]]);
  }
  return parts;
}
