/** After how long a partition that left a publish unanswered is tried again, by one command. */
const TRIAL_MS = 1_000;

/**
 * Where the log leaves publishes unanswered, as on a full disk: commands are refused there without being published, so
 * that their clients know that they weren't accepted. A probe that isn't confirmed speaks for the whole log; a publish
 * that wasn't, for its partition alone, which then gets one command at a time as a trial.
 */
export class UnconfirmedWrites {
  #isLogUnconfirmed = false;
  /** From when (performance.now) a partition may be tried. */
  readonly #triedFrom = new Map<string, number>();

  /** Whether the log as a whole confirms nothing now. */
  get isLogUnconfirmed(): boolean {
    return this.#isLogUnconfirmed;
  }

  /** Whether a command for this partition is refused now. One that isn't is the trial, where one is due. */
  refuses(partition: string): boolean {
    if (this.#isLogUnconfirmed) return true;
    const from = this.#triedFrom.get(partition);
    if (from === undefined) return false;
    if (performance.now() < from) return true;
    this.#triedFrom.set(partition, Number.POSITIVE_INFINITY);
    return false;
  }

  /** How a publish ended. */
  met(partition: string, isUnknown: boolean): void {
    if (isUnknown) this.#triedFrom.set(partition, performance.now() + TRIAL_MS);
    else if (this.#triedFrom.size > 0) this.#triedFrom.delete(partition);
  }

  /** How a probe of the log ended. */
  probed(isConfirmed: boolean): void {
    if (isConfirmed && this.#isLogUnconfirmed) this.#triedFrom.clear();
    this.#isLogUnconfirmed = !isConfirmed;
  }

  /** A new connection: nothing is known of it. */
  forget(): void {
    this.#isLogUnconfirmed = false;
    this.#triedFrom.clear();
  }
}
