import { type AppliedRecord, MAX_RANGE, MAX_RANGES } from '../../contracts/ledger.ts';

type Ranges = Pick<AppliedRecord, 'ranges' | 'count'>;
interface Delivered {
  delivery: { sequence: number };
}

/**
 * The sequences of one partition's deliveries as ascending ranges, split so that no list is longer than `MAX_RANGES` and no
 * range than `MAX_RANGE`. Duplicates count once.
 */
export function rangesOf(works: readonly Delivered[]): Ranges[] {
  if (works.length === 0) return [];
  const ascending = inOrder(works);
  let current: Ranges = { ranges: [], count: 0 };
  const all = [current];
  let from = ascending[0]!.delivery.sequence;
  let to = from;
  const end = () => {
    if (current.ranges.length === MAX_RANGES) {
      current = { ranges: [], count: 0 };
      all.push(current);
    }
    current.ranges.push([from, to]);
    current.count += to - from + 1;
  };
  for (let at = 1; at < ascending.length; at += 1) {
    const { sequence } = ascending[at]!.delivery;
    if (sequence === to) continue;
    if (sequence === to + 1 && sequence - from < MAX_RANGE) to = sequence;
    else {
      end();
      from = sequence;
      to = sequence;
    }
  }
  end();
  return all;
}

/** Nearly always returned unchanged: only redelivered events may be out of order. */
function inOrder(works: readonly Delivered[]): readonly Delivered[] {
  for (let at = 1; at < works.length; at += 1) {
    if (works[at]!.delivery.sequence < works[at - 1]!.delivery.sequence)
      return works.toSorted((one, other) => one.delivery.sequence - other.delivery.sequence);
  }
  return works;
}
