/** How many events were delivered to a worker and not yet acknowledged, over all its consumers. */
export class AckPending {
  readonly #counts = new Set<() => number>();

  get total(): number {
    let total = 0;
    for (const count of this.#counts) total += count();
    return total;
  }

  /** Adds another count, until the returned function is called. */
  add(count: () => number): () => void {
    this.#counts.add(count);
    return () => this.#counts.delete(count);
  }
}
