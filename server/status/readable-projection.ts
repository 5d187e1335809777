import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionInfo } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';

/** A projection as a status needs it: the outcome of an event, read from the read model. */
export interface ReadableProjection extends ProjectionInfo {
  verify(event: LoggedEvent): Promise<Verification>;
  /** The present epoch of its store; null if there is none. */
  epochId(): Promise<string | null>;
  /** The log that it is filled from; null if none is recorded. */
  filledFrom(): Promise<string | null>;
}
