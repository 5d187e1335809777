import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { SearchLimits } from '../../adapters/jetstream/records/find-event.ts';
import type { LoggedEvent } from '../../contracts/event.ts';
import type { ProjectionInfo } from '../../contracts/projection.ts';
import type { Verification } from '../../contracts/verification.ts';
import type { GenerationsCache } from './generations-cache.ts';
import type { LogMatch } from './log-match.ts';
import type { ProgressCache } from './progress-cache.ts';
import type { SearchGate } from './search-gate.ts';

/** A projection as far as status goes: what became of an event, read from its read model. */
export interface ReadableProjection extends ProjectionInfo {
  verify(event: LoggedEvent): Promise<Verification>;
  /** Which filling of its store there is; null for none. */
  epochId(): Promise<string | null>;
  /** The log that it is filled from; null where none is recorded. */
  filledFrom(): Promise<string | null>;
}

/** What the answers about commands are made from. */
export interface StatusService {
  link: NatsLink;
  search: SearchLimits;
  progress: ProgressCache;
  generations: GenerationsCache;
  logMatch: LogMatch;
  searches: SearchGate;
  /** In the order they are shown. */
  projections: readonly ReadableProjection[];
}
