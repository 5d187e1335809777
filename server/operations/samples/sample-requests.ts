/**
 * Which requests are to be done here, each once. An act is stored before it is done, so a request that comes again finds it
 * stored: it is done then only where this process judged it, and has not done it. What an earlier process stored is left alone.
 */
export class SampleRequests {
  readonly #judged = new Set<string>();
  readonly #done = new Map<string, Promise<void>>();

  judged(request: string): void {
    this.#judged.add(request);
  }

  /** Together with whoever sends the same meanwhile. Where it fails it may be done when it is sent again. */
  async once(request: string, action: () => Promise<void>): Promise<void> {
    if (!this.#judged.has(request)) return;
    let done = this.#done.get(request);
    if (!done) {
      done = action();
      this.#done.set(request, done);
      done.catch(() => this.#done.delete(request));
    }
    await done;
  }
}
