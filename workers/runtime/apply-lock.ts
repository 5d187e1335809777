/**
 * Decides who may apply in this process. Batches apply at the same time. A quarantined event applies alone: if another event
 * ended the process meanwhile, the quarantined one would get the blame. First come, first served.
 */
export class ApplyLock {
  #shared = 0;
  #exclusive = false;
  readonly #waiting: { exclusive: boolean; go: () => void }[] = [];

  async shared<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#take(false);
    try {
      return await work();
    } finally {
      this.#shared -= 1;
      this.#next();
    }
  }

  async exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#take(true);
    try {
      return await work();
    } finally {
      this.#exclusive = false;
      this.#next();
    }
  }

  async #take(exclusive: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ exclusive, go: resolve });
    this.#next();
    await promise;
  }

  #next(): void {
    for (let first = this.#waiting[0]; first; first = this.#waiting[0]) {
      if (this.#exclusive || (first.exclusive && this.#shared > 0)) return;
      this.#waiting.shift();
      if (first.exclusive) this.#exclusive = true;
      else this.#shared += 1;
      first.go();
    }
  }
}
