/**
 * The operations that the store of every projection has, besides its own reads. `Change` is the type of its changes. All
 * calls reject with StoreFailure; reads only with `outage`, or `bug` for unforeseen errors.
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
   * The name of the store's present epoch; null before the first one, and during a wipe. Progress is valid for one epoch
   * only, so it is stored under this name: a store that was lost, emptied or replaced is filled from the log again.
   */
  epochId(): Promise<string | null>;
  /**
   * The identity of the log that the present epoch comes from; null if none is recorded, as in an epoch from an older
   * version.
   */
  filledFrom(): Promise<string | null>;
  /**
   * Like `epochId`, but begins an epoch from this log if there is none, and records this log if the epoch has none. Rejects
   * as an outage during a wipe, and if the epoch comes from another log (`store-of-another-log`).
   */
  beginEpoch(logId?: string | null): Promise<string>;
  /**
   * Empties the store and returns the name of its new epoch, which is filled from this log. If it is interrupted, calling it
   * again finishes it; until then there is no epoch. Rejects as an outage (`store-wiped`) while another wipe runs.
   */
  wipe(logId?: string | null): Promise<string>;
  /** A hash of all content and bookkeeping, without the times of writing: equal states have equal hashes. */
  contentHash(): Promise<string>;
  close(): Promise<void>;
}
