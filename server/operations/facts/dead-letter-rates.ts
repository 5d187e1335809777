/** Over how long new dead letters are counted for their rate. */
const WINDOW_MS = 30_000;

interface Counted {
  /** Unix ms. */
  at: number;
  /** By consumer: how many dead letters it has, in whatever state. */
  counts: ReadonlyMap<string, number>;
}

/** How many new dead letters a second come of each consumer, by how its count of all grows. */
export class DeadLetterRates {
  #counted: Counted[] = [];

  /** Null until there is something to compare with. What expires makes a count smaller, never a rate negative. */
  take(at: number, counts: ReadonlyMap<string, number>): Record<string, number> | null {
    // A clock that was set back leaves counts of the future behind.
    this.#counted = this.#counted.filter((each) => each.at < at);
    // The newest of those outside the window is where it begins.
    const begin = this.#counted.findLastIndex((each) => at - each.at >= WINDOW_MS);
    if (begin > 0) this.#counted.splice(0, begin);
    this.#counted.push({ at, counts });
    const first = this.#counted[0]!;
    // One of long ago, as after nobody asked for a while, says nothing of now.
    if (first.at === at || at - first.at > 2 * WINDOW_MS) {
      this.#counted = [{ at, counts }];
      return null;
    }
    return Object.fromEntries(
      [...counts].map(([consumer, count]) => {
        const came = Math.max(0, count - (first.counts.get(consumer) ?? 0));
        return [consumer, (came / (at - first.at)) * 1_000];
      }),
    );
  }

  /** What was counted can't be compared with what will be. */
  forget(): void {
    this.#counted = [];
  }
}
