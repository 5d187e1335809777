/**
 * What the store of every projection does besides its own reads: `Change` is what its events become. All calls reject with
 * StoreFailure; reads only with `outage` and, for anything unforeseen, `bug`.
 */
export interface ProjectionStore<Change> {
  /**
   * Makes all changes durable. Resolves only when they would survive the loss of the process. A rejection does not say which of
   * them were written (a store without transactions may have written some): write them all again. Writes commute and repeat
   * without effect. If the store can never take one change, the whole batch is refused, unwritten, as `poison`.
   */
  apply(changes: readonly Change[]): Promise<void>;
  /** Resolves when the store would take a write now. */
  probe(): Promise<void>;
  /**
   * The name of the store's present epoch; null without one, and while the store is being wiped. Progress is valid for one
   * epoch only, so it is kept by this name: a store that was lost, emptied or replaced is filled from the log again.
   */
  epochId(): Promise<string | null>;
  /**
   * The identity of the log that the present epoch comes from; null where none is recorded: an epoch of an older version names
   * none.
   */
  filledFrom(): Promise<string | null>;
  /**
   * As `epochId`, but begins one, filled from this log, if there is none. An epoch that names no log names this one from now
   * on. Rejects as an outage while the store is being wiped, and where the epoch comes from another log
   * (`store-of-another-log`).
   */
  beginEpoch(logId?: string | null): Promise<string>;
  /**
   * Empties the store and returns the name of its new epoch, which is filled from this log. If it is cut off, calling it again
   * finishes it; until then there is no epoch. Rejects as an outage (`store-wiped`) while another wipe runs.
   */
  wipe(logId?: string | null): Promise<string>;
  /** A hash of all content and bookkeeping, without the times of writing: equal states have equal hashes. */
  contentHash(): Promise<string>;
  close(): Promise<void>;
}
