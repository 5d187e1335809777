/** How many events a worker was handed and has not answered for, over all it works on. */
export class AckPending {
  readonly #counts = new Set<() => number>();

  get total(): number {
    let total = 0;
    for (const count of this.#counts) total += count();
    return total;
  }

  /** Counts these too, until the result is called. */
  add(count: () => number): () => void {
    this.#counts.add(count);
    return () => this.#counts.delete(count);
  }
}
