/**
 * What the store of every projection does beside its own reads: `Change` is what its events become. All calls reject with
 * StoreFailure; reads only with `outage` and, for what is unforeseen, `bug`.
 */
export interface ProjectionStore<Change> {
  /**
   * Makes all changes durable. Resolves only when they would survive the loss of the process. A rejection says
   * nothing of which of them were written (a store without transactions may have written some): write them all
   * again. Writes commute and repeat without effect. One change that the store can never take has the whole batch
   * refused, unwritten, as `poison`.
   */
  apply(changes: readonly Change[]): Promise<void>;
  /** Resolves when the store would take a write now. */
  probe(): Promise<void>;
  /**
   * The name of the store's present filling; null where none was begun yet, and while it is being wiped. What a worker
   * has applied is true of one filling only, so that its progress is kept by this name: a store that was lost, emptied
   * or exchanged for another is filled from the log anew.
   */
  epochId(): Promise<string | null>;
  /**
   * The identity of the log that the present filling comes from; null where none is recorded: a filling of an older version
   * names none.
   */
  filledFrom(): Promise<string | null>;
  /**
   * As `epochId`, with one begun where there is none, filled from this log. A filling that names no log names this one from
   * now on. Rejects as an outage while the store is being wiped, and where the filling comes from another log
   * (`store-of-another-log`).
   */
  beginEpoch(logId?: string | null): Promise<string>;
  /**
   * Empties the store and gives the name of its new filling, which is filled from this log. Cut off, it is finished by being called again; until then
   * there is no filling. Rejects as an outage (`store-wiped`) where another wipe is under way.
   */
  wipe(logId?: string | null): Promise<string>;
  /** A hash of all that is shown and kept, without the times of writing: equal states have equal hashes. */
  contentHash(): Promise<string>;
  close(): Promise<void>;
}
