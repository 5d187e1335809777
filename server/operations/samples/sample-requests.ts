/**
 * Which requests are to be done here, each once. An action is stored before it is done, so a repeated request finds it stored:
 * it is done then only if this process judged it and has not done it. Actions that an earlier process stored are left alone.
 */
export class SampleRequests {
  readonly #judged = new Set<string>();
  readonly #done = new Map<string, Promise<void>>();

  judged(request: string): void {
    this.#judged.add(request);
  }

  /** Shared with parallel sends of the same request. If it fails, a later send may do it. */
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
