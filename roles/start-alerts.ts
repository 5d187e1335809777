import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { AckInbox } from '../adapters/jetstream/ack-inbox.ts';
import { Lease } from '../adapters/jetstream/lease.ts';
import type { NatsLink } from '../adapters/jetstream/nats-link.ts';
import type { Settings } from '../configuration/settings.ts';
import type { Observation } from '../contracts/observation.ts';
import type { DeadLetterIndex } from '../contracts/ports/dead-letter-index.ts';
import { AlertLog } from '../server/operations/alerts/alert-log.ts';
import { AlertWatch } from '../server/operations/alerts/alert-watch.ts';
import { observePipeline } from '../server/operations/alerts/observe-pipeline.ts';
import { registerAlerts } from '../server/operations/alerts/register-alerts.ts';
import { rulesInForce } from '../server/operations/alerts/rules-in-force.ts';
import { WebhookTeller } from '../server/operations/alerts/webhook/tell-webhook.ts';
import type { IndexFollower } from '../server/operations/dead-letters/index-follower.ts';
import { deadLetterFact } from '../server/operations/facts/dead-letter-fact.ts';
import { type FactSources, neverKnown } from '../server/operations/facts/fact-sources.ts';
import { FactGatherer } from '../server/operations/facts/gather-facts.ts';
import { indexFact, type ReadCurrency } from '../server/operations/facts/index-fact.ts';
import { liveSources } from '../server/operations/live/live-sources.ts';
import { LiveStream } from '../server/operations/live/live-stream.ts';
import { registerLive } from '../server/operations/live/register-live.ts';
import type { ReplayService } from '../server/operations/replays/replay-service.ts';

const RENEW_MS = 1_000;
const STALE_MS = 4_000;
/** Facts are gathered at most so often, however many ask. */
const FRESH_MS = 500;

export interface AlertParts {
  link: NatsLink;
  inbox: AckInbox;
  index: DeadLetterIndex;
  follower: IndexFollower;
  replays: ReplayService;
  /** What other parts of this service know. What is not given is unknown, and an alert says so. */
  sources: Partial<Pick<FactSources, 'consumers' | 'log' | 'reconciliation'>>;
  /** Indexes beside that of the dead letters. */
  indexes: Record<string, ReadCurrency>;
  settings: Settings;
  logger: Logger;
}

/** Alerts, whoever is told of them, and the live stream: what is made of the facts about the pipeline. */
export async function startAlerts(
  app: FastifyInstance,
  parts: AlertParts,
): Promise<{ observe(): Observation[]; stop(): Promise<void> }> {
  const { link, inbox, index, follower, settings, logger } = parts;
  const lease = new Lease({
    link,
    inbox,
    name: 'alerts',
    holder: `${hostname()}:${process.pid}:${randomUUID()}`,
    renewMs: RENEW_MS,
    staleMs: STALE_MS,
    timeoutMs: settings.publishTimeoutMs,
  });
  const leads = () => lease.isHeld;
  const log = new AlertLog(link);
  const writer = { inbox, log, publishTimeoutMs: settings.publishTimeoutMs };
  const rules = rulesInForce(settings);
  const facts = new FactGatherer(
    {
      consumers: neverKnown('This service does not watch consumers.'),
      log: neverKnown('This service does not watch streams.'),
      reconciliation: neverKnown('This service does not reconcile.'),
      ...parts.sources,
      deadLetters: deadLetterFact(index, follower),
      indexes: indexFact({ 'dead-letters': () => follower.currency(), ...parts.indexes }),
    },
    { freshMs: FRESH_MS, timeoutMs: settings.natsRequestTimeoutMs },
  );
  const watch = new AlertWatch({
    writer,
    facts,
    rules,
    clearMs: settings.alertClearMs,
    evaluateMs: settings.alertEvaluateMs,
    leads,
    onFailure: (error) => logger.warn({ err: error }, 'the alerts could not be judged'),
  });
  const teller = new WebhookTeller({
    writer,
    rules,
    environmentName: settings.environmentName,
    consoleUrl: settings.consoleUrl || `http://127.0.0.1:${settings.consolePort}`,
    url: settings.alertWebhookUrl,
    secret: settings.alertWebhookSecret,
    timeoutMs: settings.alertWebhookTimeoutMs,
    retryMaxMs: settings.alertWebhookRetryMaxMs,
    giveUpMs: settings.alertWebhookGiveUpMs,
    leads,
  });
  const { alertClearMs: clearMs, alertEvaluateMs: evaluateMs } = settings;
  const service = { writer, watch, teller, rules, clearMs, evaluateMs };
  const live = new LiveStream({
    sources: liveSources(facts, service, parts.replays),
    intervalMs: settings.liveIntervalMs,
    heartbeatMs: settings.liveHeartbeatMs,
    stuckMs: settings.liveStuckMs,
    maxClients: settings.liveMaxClients,
    onFailure: (kind, error) => logger.debug({ err: error, kind }, 'the live stream keeps an older state'),
  });
  await app.register(async (routes) => registerAlerts(routes, service));
  registerLive(app, live);
  return {
    observe: () => observePipeline(facts.latest, log.alerts.values(), teller.standing().waiting),
    async stop() {
      await Promise.all([watch.stop(), teller.stop()]);
      await lease.close();
    },
  };
}
