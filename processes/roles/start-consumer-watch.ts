import { openSqliteLagHistory } from '../../adapters/sqlite/metrics/sqlite-lag-history.ts';
import type { LagHistory } from '../../contracts/ports/lag-history.ts';
import { HistoryIndexer } from '../../server/operations/changes/history-indexer.ts';
import { registerChanges } from '../../server/operations/changes/register-changes.ts';
import type { ConsumerService } from '../../server/operations/consumers/consumer-service.ts';
import { ConsumerWatch } from '../../server/operations/consumers/consumer-watch.ts';
import { StatusRecorder } from '../../server/operations/consumers/record-statuses.ts';
import { registerConsumers } from '../../server/operations/consumers/register-consumers.ts';
import { HeartbeatListener } from '../../server/operations/heartbeats/heartbeat-listener.ts';
import { indexFile } from './index-file.ts';
import { openLease } from './open-lease.ts';
import type { OperationsParts } from './operations-parts.ts';

interface RunningWatch {
  watch: ConsumerWatch;
  /** The state of the pipeline over time. */
  history: LagHistory;
  changes: HistoryIndexer;
  heartbeats: HeartbeatListener;
  service: ConsumerService;
  stop(): Promise<void>;
}

/** Watches all consumers and serves the API for them. Only the process that holds the lease records what changed. */
export async function startConsumerWatch(parts: OperationsParts): Promise<RunningWatch> {
  const { app, link, inbox, settings, logger } = parts;
  const history = openSqliteLagHistory(indexFile(settings, 'lagHistory'));
  const heartbeats = new HeartbeatListener(link);
  const changes = new HistoryIndexer(link, history);
  const lease = openLease('consumer-watch', parts);
  const recorder = new StatusRecorder({
    inbox,
    history,
    indexer: changes,
    leads: () => lease.isHeld,
    quietMs: settings.consumerSnapshotMs * settings.consumerWindow,
    publishTimeoutMs: settings.publishTimeoutMs,
  });
  const watch = new ConsumerWatch({
    link,
    heartbeats,
    history,
    settings,
    logger,
    onRound: (allWatched, now) => recorder.report(allWatched, now),
  });
  const { consumerSnapshotMs, consumerWindow } = settings;
  const service: ConsumerService = {
    watch,
    heartbeats,
    history,
    changes,
    operations: parts,
    titles: new Map(parts.status.projections.map(({ name, title }) => [name, title])),
    consumerSnapshotMs,
    consumerWindow,
  };
  registerConsumers(app, service);
  registerChanges(app, service);
  return {
    watch,
    history,
    changes,
    heartbeats,
    service,
    async stop() {
      await watch.close();
      await changes.close();
      await lease.close();
      heartbeats.close();
      await history.close();
    },
  };
}
