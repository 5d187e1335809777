import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { Lease } from '../adapters/jetstream/lease.ts';
import { openSqliteLagHistory } from '../adapters/sqlite/lag-history/sqlite-lag-history.ts';
import { dataPaths } from '../configuration/data-paths.ts';
import type { Settings } from '../configuration/settings.ts';
import { HistoryFollower } from '../server/operations/changes/history-follower.ts';
import { registerChanges } from '../server/operations/changes/register-changes.ts';
import type { ConsumerService } from '../server/operations/consumers/consumer-service.ts';
import { ConsumerWatch } from '../server/operations/consumers/consumer-watch.ts';
import { registerConsumers } from '../server/operations/consumers/register-consumers.ts';
import { RoundTeller } from '../server/operations/consumers/tell-round.ts';
import { HeartbeatListener } from '../server/operations/heartbeats/heartbeat-listener.ts';

const RENEW_MS = 1_000;
const STALE_MS = 4_000;

export interface RunningWatch {
  watch: ConsumerWatch;
  heartbeats: HeartbeatListener;
  stop(): Promise<void>;
}

/** The watch over all consumers, with its API; what it sees is told by whichever process has the lead. */
export async function startConsumerWatch(options: {
  app: FastifyInstance;
  operations: ConsumerService['operations'];
  settings: Settings;
  logger: Logger;
}): Promise<RunningWatch> {
  const { app, operations, settings, logger } = options;
  const { link, inbox } = operations;
  mkdirSync(settings.dataDir, { recursive: true });
  const history = openSqliteLagHistory({
    path: dataPaths(settings.dataDir).lagHistory,
    timeoutMs: settings.storeTimeoutMs,
    maxCalls: settings.storeMaxCalls,
  });
  const heartbeats = new HeartbeatListener(link);
  const changes = new HistoryFollower(link, history);
  const lease = new Lease({
    link,
    inbox,
    name: 'consumer-watch',
    holder: `${hostname()}:${process.pid}:${randomUUID()}`,
    renewMs: RENEW_MS,
    staleMs: STALE_MS,
    timeoutMs: settings.publishTimeoutMs,
  });
  const teller = new RoundTeller({
    inbox,
    history,
    follower: changes,
    leads: () => lease.isHeld,
    quietMs: settings.consumerSampleMs * settings.consumerWindow,
    publishTimeoutMs: settings.publishTimeoutMs,
  });
  const watch = new ConsumerWatch({
    link,
    heartbeats,
    history,
    settings,
    logger,
    onRound: (standings, now) => teller.tell(standings, now),
  });
  const { consumerSampleMs, consumerWindow } = settings;
  const service: ConsumerService = {
    watch,
    heartbeats,
    history,
    changes,
    operations,
    consumerSampleMs,
    consumerWindow,
  };
  await app.register(async (routes) => registerConsumers(routes, service));
  registerChanges(app, service);
  return {
    watch,
    heartbeats,
    async stop() {
      await watch.close();
      await changes.close();
      await lease.close();
      heartbeats.close();
      await history.close();
    },
  };
}
