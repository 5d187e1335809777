import { within } from '../../contracts/timing/within.ts';

/** How long after an unanswered trial a partition is tried again. */
const BETWEEN_TRIALS_MS = 1_000;

interface Doubt {
  /** The earliest start of the next trial (performance.now). */
  triedFrom: number;
  /** The trial under way. */
  trial: PromiseWithResolvers<void> | undefined;
}

/**
 * While the log leaves publishes unconfirmed, as on a full disk, the gateway refuses commands without publishing them, so
 * clients know that they weren't accepted. An unconfirmed probe counts for the whole log. An unconfirmed publish counts only
 * for its partition, which then gets one command at a time as a trial.
 */
export class UnconfirmedWrites {
  #isLogUnconfirmed = false;
  readonly #doubts = new Map<number, Doubt>();

  /** Whether the newest probe of the log was unconfirmed. */
  get isLogUnconfirmed(): boolean {
    return this.#isLogUnconfirmed;
  }

  /** Whether a command for this partition needs a probe or a trial first. */
  isDoubtful(partition: number): boolean {
    return this.#isLogUnconfirmed || (this.#doubts.size > 0 && this.#doubts.has(partition));
  }

  /**
   * Whether a command for this partition may be published after a confirmed probe. If no trial is under way, this command is
   * the trial, until `met` reports its end. Otherwise it waits for that trial's end, at most `withinMs`.
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

  /** Records how a publish ended. */
  met(partition: number, isUnknown: boolean): void {
    if (!isUnknown && this.#doubts.size === 0) return;
    const trial = this.#doubts.get(partition)?.trial;
    if (isUnknown) {
      // The first trial begins as soon as a probe is confirmed.
      const triedFrom = trial ? performance.now() + BETWEEN_TRIALS_MS : 0;
      this.#doubts.set(partition, { triedFrom, trial: undefined });
    } else this.#doubts.delete(partition);
    trial?.resolve();
  }

  /** Records how a probe of the log ended. */
  probed(isConfirmed: boolean): void {
    this.#isLogUnconfirmed = !isConfirmed;
  }

  /** A new connection: what is known no longer counts. */
  forget(): void {
    this.#isLogUnconfirmed = false;
    const doubts = [...this.#doubts.values()];
    this.#doubts.clear();
    for (const { trial } of doubts) trial?.resolve();
  }
}
