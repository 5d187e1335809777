import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { SearchLimits } from '../../adapters/jetstream/records/find-event.ts';
import type { GenerationsCache } from './generations-cache.ts';
import type { LogMatch } from './log-match.ts';
import type { ProgressCache } from './progress-cache.ts';
import type { ReadableProjection } from './readable-projection.ts';
import type { SearchGate } from './search-gate.ts';

/** The dependencies of the answers about commands. */
export interface StatusService {
  link: NatsLink;
  search: SearchLimits;
  progress: ProgressCache;
  generations: GenerationsCache;
  logMatch: LogMatch;
  searches: SearchGate;
  /** In display order. */
  projections: readonly ReadableProjection[];
}
