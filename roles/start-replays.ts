import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { Lease } from '../adapters/jetstream/lease.ts';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import type { Settings } from '../configuration/settings.ts';
import type { DeadLetterIndex } from '../contracts/ports/dead-letter-index.ts';
import type { IndexFollower } from '../server/operations/dead-letters/index-follower.ts';
import { IndexReplaySource } from '../server/operations/replays/index-replay-source.ts';
import { ReplayLog } from '../server/operations/replays/replay-log.ts';
import { ReplayPlans } from '../server/operations/replays/replay-plans.ts';
import type { ReplayService } from '../server/operations/replays/replay-service.ts';
import { ReplayRunner } from '../server/operations/replays/run-replays.ts';
import type { ReadableProjection } from '../server/status/status-service.ts';
import type { Tracing } from '../telemetry/start-telemetry.ts';
import { openCommandLog } from './open-command-log.ts';
import { processName } from './process-name.ts';

const RENEW_MS = 1_000;
const STALE_MS = 4_000;

/** Replays, and their runner wherever this process has the lead. */
export function startReplays(options: {
  link: NatsLink;
  index: DeadLetterIndex;
  follower: IndexFollower;
  projections: readonly ReadableProjection[];
  settings: Settings;
  logger: Logger;
  tracing: Tracing | undefined;
}): { service: ReplayService; stop(): Promise<void> } {
  const { link, settings, logger } = options;
  const log = openCommandLog(link, settings, logger);
  const { inbox } = log;
  const replays = new ReplayLog(link);
  const service: ReplayService = {
    link,
    inbox,
    log,
    tracing: options.tracing,
    search: settings,
    replays,
    source: new IndexReplaySource(options.index, options.follower, replays),
    plans: new ReplayPlans(),
    projections: new Map(options.projections.map((projection) => [projection.name, projection])),
    publishTimeoutMs: settings.publishTimeoutMs,
    acceptDeadlineMs: settings.acceptDeadlineMs,
    replayMaxUnderWay: settings.replayMaxUnderWay,
    waits: new Map(),
  };
  /** A log that is away for an hour is told of once, not at every turn. */
  let lastFailure = '';
  const lease = new Lease({
    link,
    inbox,
    name: 'replays',
    holder: `${processName}:${randomUUID()}`,
    renewMs: RENEW_MS,
    staleMs: STALE_MS,
    timeoutMs: settings.publishTimeoutMs,
  });
  const runner = new ReplayRunner({
    service,
    leads: () => lease.isHeld,
    onFailure(error) {
      const { message } = error as Error;
      if (message === lastFailure) return;
      lastFailure = message;
      logger.warn({ err: error }, 'replays wait');
    },
  });
  return {
    service,
    async stop() {
      await runner.stop();
      await lease.close();
      log.close();
    },
  };
}
