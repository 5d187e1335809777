import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionInfo } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';

/** A projection on its open store, as the worker runtime drives it. */
export interface Projection extends ProjectionInfo {
  /** Which of its stores it is on: `sqlite`. */
  storeName: string;
  /** Makes the effects of these events durable, or throws (StoreFailure tells what it means). */
  apply(events: readonly LoggedEvent[]): Promise<void>;
  /** Reads the read model: what became of this event. Throws StoreFailure when it cannot be read. */
  verify(event: LoggedEvent): Promise<Verification>;
  /** Resolves when the store would take a write. */
  probe(): Promise<void>;
  /** Which epoch of the store this is; null where none was begun, or while it is being wiped. */
  epochId(): Promise<string | null>;
  /** The identity of the log that the present epoch is filled from; null where none is recorded. */
  filledFrom(): Promise<string | null>;
  /**
   * As `epochId`, with one begun where there is none, from this log. An outage while it is being wiped, and where it is
   * filled from another log.
   */
  beginEpoch(logId: string | null): Promise<string>;
  /** Empties the read model for another epoch, from this log, and gives that. */
  wipe(logId: string | null): Promise<string>;
  /** A hash of all that it shows: the same log gives the same. Reads everything. */
  contentHash(): Promise<string>;
}
