import type { SequenceRange } from '../../../contracts/ports/applied-ranges.ts';

/** A set of sequences, stored as intervals: its cost depends on its gaps, not on its size. */
export class IntervalSet {
  static readonly EMPTY = new IntervalSet([]);

  /** Inclusive at both ends, ascending, with gaps of at least one. */
  readonly ranges: readonly SequenceRange[];
  #count: number | undefined;

  private constructor(ranges: readonly SequenceRange[]) {
    this.ranges = ranges;
  }

  /** From ranges in any order, which may overlap; an empty one (its last below its first) counts as none. */
  static of(ranges: readonly SequenceRange[]): IntervalSet {
    const sorted = ranges.filter(([first, last]) => first <= last).sort((a, b) => a[0] - b[0]);
    return sorted.length === 0 ? IntervalSet.EMPTY : new IntervalSet(joined(sorted));
  }

  static ofSequences(sequences: readonly number[]): IntervalSet {
    return IntervalSet.of(sequences.map((sequence) => [sequence, sequence]));
  }

  static between(first: number, last: number): IntervalSet {
    return first <= last ? new IntervalSet([[first, last]]) : IntervalSet.EMPTY;
  }

  get count(): number {
    this.#count ??= this.ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    return this.#count;
  }

  get isEmpty(): boolean {
    return this.ranges.length === 0;
  }

  union(other: IntervalSet): IntervalSet {
    if (other.isEmpty) return this;
    if (this.isEmpty) return other;
    return IntervalSet.of([...this.ranges, ...other.ranges]);
  }

  intersect(other: IntervalSet): IntervalSet {
    const common: SequenceRange[] = [];
    for (let a = 0, b = 0; a < this.ranges.length && b < other.ranges.length; ) {
      const [mine, theirs] = [this.ranges[a]!, other.ranges[b]!];
      const [first, last] = [Math.max(mine[0], theirs[0]), Math.min(mine[1], theirs[1])];
      if (first <= last) common.push([first, last]);
      if (mine[1] < theirs[1]) a += 1;
      else b += 1;
    }
    return common.length === 0 ? IntervalSet.EMPTY : new IntervalSet(common);
  }

  subtract(other: IntervalSet): IntervalSet {
    if (other.isEmpty || this.isEmpty) return this;
    const left: SequenceRange[] = [];
    let at = 0;
    for (const [first, last] of this.ranges) {
      let from = first;
      while (at < other.ranges.length && other.ranges[at]![1] < from) at += 1;
      for (let next = at; next < other.ranges.length && other.ranges[next]![0] <= last; next += 1) {
        const [cut, end] = other.ranges[next]!;
        if (cut > from) left.push([from, cut - 1]);
        from = end + 1;
      }
      if (from <= last) left.push([from, last]);
    }
    return left.length === 0 ? IntervalSet.EMPTY : new IntervalSet(left);
  }

  /** Its `n`th sequence, from 0; undefined beyond its end. */
  at(n: number): number | undefined {
    let left = n;
    for (const [first, last] of this.ranges) {
      if (left <= last - first) return first + left;
      left -= last - first + 1;
    }
    return undefined;
  }

  /** Its lowest `n` sequences. */
  lowest(n: number): IntervalSet {
    const end = n <= 0 ? 0 : (this.at(n - 1) ?? Number.POSITIVE_INFINITY);
    return this.intersect(IntervalSet.between(0, end));
  }

  *sequences(): Generator<number> {
    for (const [first, last] of this.ranges) {
      for (let sequence = first; sequence <= last; sequence += 1) yield sequence;
    }
  }
}

function joined(sorted: readonly SequenceRange[]): SequenceRange[] {
  const ranges: SequenceRange[] = [];
  let [first, last] = sorted[0]!;
  for (const [from, to] of sorted) {
    if (from > last + 1) {
      ranges.push([first, last]);
      first = from;
      last = to;
    } else last = Math.max(last, to);
  }
  ranges.push([first, last]);
  return ranges;
}
