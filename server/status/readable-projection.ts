import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionInfo } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';

/** A projection as far as status goes: what became of an event, read from its read model. */
export interface ReadableProjection extends ProjectionInfo {
  verify(event: LoggedEvent): Promise<Verification>;
  /** Which filling of its store there is; null for none. */
  epochId(): Promise<string | null>;
  /** The log that it is filled from; null where none is recorded. */
  filledFrom(): Promise<string | null>;
}
