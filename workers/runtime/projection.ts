import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionInfo } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';

/** A projection on its open store, as the worker runtime drives it. */
export interface Projection extends ProjectionInfo {
  /** The name of the store that it is on: `sqlite`. */
  storeName: string;
  /** Makes the effects of these events durable. Throws otherwise; a StoreFailure has the failure class. */
  apply(events: readonly LoggedEvent[]): Promise<void>;
  /** Reads from the read model whether the event is applied. Throws StoreFailure if it cannot be read. */
  verify(event: LoggedEvent): Promise<Verification>;
  /** Resolves when the store would take a write. */
  probe(): Promise<void>;
  /** The store's present epoch; null before the first one, and during a wipe. */
  epochId(): Promise<string | null>;
  /** The identity of the log that the present epoch is filled from; null if none is recorded. */
  filledFrom(): Promise<string | null>;
  /**
   * Like `epochId`, but begins an epoch from this log if there is none. Throws an outage during a wipe, or if the epoch is
   * filled from another log.
   */
  beginEpoch(logId: string | null): Promise<string>;
  /** Empties the read model for another epoch from this log, and returns that epoch. */
  wipe(logId: string | null): Promise<string>;
  /** A hash of its whole content: equal for the same log. Reads everything. */
  contentHash(): Promise<string>;
}
