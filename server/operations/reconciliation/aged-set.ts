import { IntervalSet } from './interval-set.ts';

/** Beyond this many instants two are merged into the later one: its members then count as younger than they are. */
const MOST_MOMENTS = 32;

/** A set that knows since when it has had each sequence. Times in any unit. */
export class AgedSet {
  #parts: { at: number; set: IntervalSet }[] = [];

  get all(): IntervalSet {
    return this.#parts.reduce((all, { set }) => all.union(set), IntervalSet.EMPTY);
  }

  /** Adds the sequences that are not in it yet. */
  add(set: IntervalSet, at: number): void {
    const added = set.subtract(this.all);
    if (added.isEmpty) return;
    this.#parts.push({ at, set: added });
    if (this.#parts.length <= MOST_MOMENTS) return;
    const [first, second, ...rest] = this.#parts;
    this.#parts = [{ at: second!.at, set: first!.set.union(second!.set) }, ...rest];
  }

  keepOnly(set: IntervalSet): void {
    this.#parts = this.#parts
      .map((part) => ({ at: part.at, set: part.set.intersect(set) }))
      .filter((part) => !part.set.isEmpty);
  }

  /** The sequences that have been in it since `at` or longer. */
  since(at: number): IntervalSet {
    return this.#parts.reduce((old, part) => (part.at <= at ? old.union(part.set) : old), IntervalSet.EMPTY);
  }
}
