interface Tries {
  left: number;
  /** Of performance.now. */
  filledAt: number;
}

/** How many keys are remembered before full ones are forgotten. */
const MAX_KEYS = 10_000;

/** Limits failed tries: a number at once, and then one after each pause. */
export class Throttle {
  readonly #tries = new Map<string, Tries>();
  readonly #atOnce: number;
  readonly #pauseMs: number;

  constructor({ atOnce, pauseMs }: { atOnce: number; pauseMs: number }) {
    this.#atOnce = atOnce;
    this.#pauseMs = pauseMs;
  }

  /** After how many seconds the next try is admitted; 0 for at once. */
  waitS(key: string): number {
    const tries = this.#filled(key);
    return !tries || tries.left >= 1 ? 0 : Math.ceil(((1 - tries.left) * this.#pauseMs) / 1_000);
  }

  failed(key: string): void {
    const tries = this.#filled(key) ?? { left: this.#atOnce, filledAt: performance.now() };
    tries.left = Math.max(0, tries.left - 1);
    if (this.#tries.size >= MAX_KEYS) this.#forgetFull();
    this.#tries.set(key, tries);
  }

  succeeded(key: string): void {
    this.#tries.delete(key);
  }

  #filled(key: string): Tries | undefined {
    const tries = this.#tries.get(key);
    if (!tries) return undefined;
    const now = performance.now();
    tries.left = Math.min(this.#atOnce, tries.left + (now - tries.filledAt) / this.#pauseMs);
    tries.filledAt = now;
    return tries;
  }

  #forgetFull(): void {
    for (const key of this.#tries.keys())
      if (this.#filled(key)!.left >= this.#atOnce) this.#tries.delete(key);
  }
}
