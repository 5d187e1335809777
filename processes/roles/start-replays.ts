import type { Tracing } from '../../platform/telemetry/start-telemetry.ts';
import type { HeartbeatListener } from '../../server/operations/heartbeats/heartbeat-listener.ts';
import { whyNoWorker } from '../../server/operations/heartbeats/no-worker.ts';
import { UnresolvedProver } from '../../server/operations/proving/prove-unresolved.ts';
import { IndexReplaySource } from '../../server/operations/replays/index-replay-source.ts';
import { registerReplays } from '../../server/operations/replays/register-replays.ts';
import { ReplayLog } from '../../server/operations/replays/replay-log.ts';
import { ReplayPlans } from '../../server/operations/replays/replay-plans.ts';
import type { ReplayService } from '../../server/operations/replays/replay-service.ts';
import { ReplayRunner } from '../../server/operations/replays/run-replays.ts';
import { withJudgedOrphans } from '../../server/status/judge-orphans.ts';
import { openCommandLog } from './open-command-log.ts';
import { openLease } from './open-lease.ts';
import type { OperationsParts } from './operations-parts.ts';

/** Serves the API of replays, and runs them while this process holds the lease. */
export async function startReplays(
  { app, link, index, indexer, status, settings, logger }: OperationsParts,
  tracing: Tracing | undefined,
  heartbeats: HeartbeatListener,
): Promise<{ service: ReplayService; stop(): Promise<void> }> {
  const log = openCommandLog(link, settings, logger);
  const { inbox } = log;
  const replays = new ReplayLog(link);
  const service: ReplayService = {
    link,
    inbox,
    log,
    tracing,
    search: settings,
    replays,
    source: new IndexReplaySource(index, indexer, replays),
    plans: new ReplayPlans(),
    projections: new Map(
      status.projections.map((projection) => [projection.name, withJudgedOrphans(status, projection)]),
    ),
    publishTimeoutMs: settings.publishTimeoutMs,
    acceptDeadlineMs: settings.acceptDeadlineMs,
    replayMaxUnderWay: settings.replayMaxUnderWay,
    whyNoWorker: (projection) => whyNoWorker(heartbeats, projection),
    waits: new Map(),
  };
  /** An outage of the log is logged once, not at every turn. */
  let lastFailure = '';
  const lease = openLease('replays', { link, inbox, settings });
  const runner = new ReplayRunner({
    service,
    leads: () => lease.isHeld,
    onFailure(error) {
      const { message } = error as Error;
      if (message === lastFailure) return;
      lastFailure = message;
      logger.warn({ err: error }, 'replays are waiting');
    },
  });
  const prover = new UnresolvedProver({
    service,
    index,
    leads: () => lease.isHeld && link.isUp,
    perSecond: settings.deadLetterProofsPerSecond,
    onFailure: (error) =>
      logger.debug({ err: error }, 'reading the read model for dead letters failed; trying again'),
  });
  registerReplays(app, service);
  return {
    service,
    async stop() {
      await Promise.all([runner.stop(), prover.stop()]);
      await lease.close();
      log.close();
    },
  };
}
