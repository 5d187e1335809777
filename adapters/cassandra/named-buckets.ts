/** Much shorter than the log keeps any event. */
const REMEMBERED_MS = 600_000;

/**
 * The days of channels that this process has named in `channel_buckets`, each with the version of the last message it
 * knows there. A message of a later version need not name its day again. An earlier or the same one comes when events
 * are handed out again, and perhaps because the tables were emptied to be rebuilt: it names the day anew. The first of
 * a day's messages that the log still holds is never later than one that was seen, so a rebuild names every day,
 * whoever remembers what.
 */
export class NamedBuckets {
  readonly #most: number;
  readonly #versions = new Map<string, number>();
  #since = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a day of a channel is named already, for a message of this version. `key`: its partition in a plan. */
  has(key: string, version: number): boolean {
    const known = this.#versions.get(key);
    return known !== undefined && version > known;
  }

  /** Each day that was written to, with the version of its last message: to be called when all of it was written. */
  remember(written: ReadonlyMap<string, number>): void {
    const now = performance.now();
    if (now - this.#since > REMEMBERED_MS) {
      this.forget();
      this.#since = now;
    }
    for (const [key, version] of written) {
      // Last in the order of the map: what was not met for longest is forgotten first.
      this.#versions.delete(key);
      this.#versions.set(key, version);
    }
    for (const key of this.#versions.keys()) {
      if (this.#versions.size <= this.#most) break;
      this.#versions.delete(key);
    }
  }

  /** To be called when a write failed: the tables may be others now. */
  forget(): void {
    this.#versions.clear();
  }
}
