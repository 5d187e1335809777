import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { Settings } from '../../platform/configuration/settings.ts';
import { EpochsCache } from '../../server/status/epochs-cache.ts';
import { GenerationsCache } from '../../server/status/generations-cache.ts';
import { LogMatch } from '../../server/status/log-match.ts';
import { ProgressCache } from '../../server/status/progress-cache.ts';
import type { ReadableProjection } from '../../server/status/readable-projection.ts';
import { SearchGate } from '../../server/status/search-gate.ts';
import type { StatusService } from '../../server/status/status-service.ts';

/** The service that answers for the status of commands. Answers list the projections in the order given here. */
export const makeStatusService = (
  link: NatsLink,
  read: readonly ReadableProjection[],
  settings: Settings,
): StatusService => {
  const generations = new GenerationsCache(link);
  const logMatch = new LogMatch(generations);
  const projections = read.map((projection) => logMatch.guard(projection));
  return {
    link,
    search: settings,
    progress: new ProgressCache(link, new EpochsCache(projections)),
    generations,
    logMatch,
    searches: new SearchGate(settings.statusSearches, settings.statusSearchesWaiting),
    projections,
  };
};
