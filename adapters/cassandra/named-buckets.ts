/** Much shorter than the log keeps any event. */
const REMEMBERED_MS = 600_000;

/**
 * The days of channels that this process has named in `channel_buckets`, each with the version of its last known message. A
 * message with a later version need not name its day again. A message with an earlier or the same version is a redelivery,
 * perhaps because the tables were emptied for a rebuild, so it names the day again. A rebuild names every day: the first of
 * a day's messages that the log still holds is never later than one that was seen.
 */
export class NamedBuckets {
  readonly #most: number;
  readonly #versions = new Map<string, number>();
  #since = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether the day is already named, for a message of this version. `key`: its partition in a plan. */
  has(key: string, version: number): boolean {
    const known = this.#versions.get(key);
    return known !== undefined && version > known;
  }

  /** Records each day that was written to, with the version of its last message. Call it after all of them were written. */
  remember(written: ReadonlyMap<string, number>): void {
    const now = performance.now();
    if (now - this.#since > REMEMBERED_MS) {
      this.forget();
      this.#since = now;
    }
    for (const [key, version] of written) {
      // Move it to the end of the map: the least recently used one is removed first.
      this.#versions.delete(key);
      this.#versions.set(key, version);
    }
    for (const key of this.#versions.keys()) {
      if (this.#versions.size <= this.#most) break;
      this.#versions.delete(key);
    }
  }

  /** Call it when a write failed: the tables may have been replaced. */
  forget(): void {
    this.#versions.clear();
  }
}
