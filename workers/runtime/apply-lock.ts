/**
 * Who may apply in this process. Batches do so beside each other; a suspect does so while nobody else does: were another
 * event to end the process meanwhile, the suspect would be held to have done it. First come, first served.
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
