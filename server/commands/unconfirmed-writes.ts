import { within } from '../../contracts/timing/within.ts';

/** After how long a partition that left a trial unanswered is tried again. */
const BETWEEN_TRIALS_MS = 1_000;

interface Doubt {
  /** From when (performance.now) the next trial may begin. */
  triedFrom: number;
  /** The command that is published as a trial now. */
  trial: PromiseWithResolvers<void> | undefined;
}

/**
 * Where the log leaves publishes unconfirmed, as on a full disk, the gateway refuses commands without publishing them, so
 * that clients know they weren't accepted. An unconfirmed probe counts for the whole log. An unconfirmed publish counts
 * for its partition alone, which then gets one command at a time as a trial.
 */
export class UnconfirmedWrites {
  #isLogUnconfirmed = false;
  readonly #doubts = new Map<number, Doubt>();

  /** Whether the log as a whole confirmed nothing when it was probed last. */
  get isLogUnconfirmed(): boolean {
    return this.#isLogUnconfirmed;
  }

  /** Whether a command for this partition needs a probe or a trial first. */
  isDoubtful(partition: number): boolean {
    return this.#isLogUnconfirmed || (this.#doubts.size > 0 && this.#doubts.has(partition));
  }

  /**
   * Whether a command for this partition may be published now that a probe was confirmed. It is the trial where there is
   * none, from this answer on until `met` says how it ended; where there is one, its end is waited for, at most `withinMs`.
   */
  async mayTry(partition: number, withinMs: number): Promise<boolean> {
    const doubt = this.#doubts.get(partition);
    if (!doubt) return true;
    if (doubt.trial) {
      await within(withinMs, doubt.trial.promise, undefined);
      return !this.#doubts.has(partition);
    }
    if (performance.now() < doubt.triedFrom) return false;
    doubt.trial = Promise.withResolvers();
    return true;
  }

  /** How a publish ended. */
  met(partition: number, isUnknown: boolean): void {
    if (!isUnknown && this.#doubts.size === 0) return;
    const trial = this.#doubts.get(partition)?.trial;
    if (isUnknown) {
      // The first is tried as soon as a probe is confirmed.
      const triedFrom = trial ? performance.now() + BETWEEN_TRIALS_MS : 0;
      this.#doubts.set(partition, { triedFrom, trial: undefined });
    } else this.#doubts.delete(partition);
    trial?.resolve();
  }

  /** How a probe of the log ended. */
  probed(isConfirmed: boolean): void {
    this.#isLogUnconfirmed = !isConfirmed;
  }

  /** A new connection: nothing is known of it. */
  forget(): void {
    this.#isLogUnconfirmed = false;
    const doubts = [...this.#doubts.values()];
    this.#doubts.clear();
    for (const { trial } of doubts) trial?.resolve();
  }
}
