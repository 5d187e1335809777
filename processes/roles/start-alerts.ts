import type { Observation } from '../../contracts/observation.ts';
import { webhookTargetOf } from '../../platform/configuration/webhook-target.ts';
import { AlertLog } from '../../server/operations/alerts/alert-log.ts';
import { AlertWatch } from '../../server/operations/alerts/alert-watch.ts';
import { observePipeline } from '../../server/operations/alerts/observe-pipeline.ts';
import { registerAlerts } from '../../server/operations/alerts/register-alerts.ts';
import { stillReportedIn } from '../../server/operations/alerts/reported-alerts.ts';
import { rulesInForce } from '../../server/operations/alerts/rules-in-force.ts';
import { WebhookNotifier } from '../../server/operations/alerts/webhook/notify-webhook.ts';
import { deadLetterFact } from '../../server/operations/facts/dead-letter-fact.ts';
import type { FactSources } from '../../server/operations/facts/fact-sources.ts';
import { FactGatherer } from '../../server/operations/facts/gather-facts.ts';
import { indexFact, type ReadCurrency } from '../../server/operations/facts/index-fact.ts';
import type { HeartbeatListener } from '../../server/operations/heartbeats/heartbeat-listener.ts';
import { liveSources } from '../../server/operations/live/live-sources.ts';
import { LiveStream } from '../../server/operations/live/live-stream.ts';
import { registerLive } from '../../server/operations/live/register-live.ts';
import { registerOverview } from '../../server/operations/overview/register-overview.ts';
import type { OverviewSources } from '../../server/operations/overview/show-overview.ts';
import type { ReplayService } from '../../server/operations/replays/replay-service.ts';
import { openLease } from './open-lease.ts';
import type { OperationsParts } from './operations-parts.ts';

/** How long gathered facts are reused, however many callers ask. */
const FRESH_MS = 500;

/** Where alerts and the live stream get their facts. */
interface AlertSources {
  replays: ReplayService;
  /** Facts from other parts of this service. */
  facts: Pick<FactSources, 'consumers' | 'log' | 'reconciliation' | 'lostStreams'>;
  heartbeats: HeartbeatListener;
  /** The newest snapshots of the consumers and the newest reconciliation, for Overview. */
  overview: Pick<OverviewSources, 'consumers' | 'consumerFacts' | 'reconciliation'>;
  /** Indexes other than that of the dead letters. */
  indexes: Record<string, ReadCurrency>;
}

/** Starts the alerts, their notifications, and the live stream. */
export async function startAlerts(
  parts: OperationsParts,
  sources: AlertSources,
): Promise<{ observe(): Observation[]; stop(): Promise<void> }> {
  const { app, link, inbox, index, indexer, settings, logger } = parts;
  const lease = openLease('alerts', parts);
  const leads = () => lease.isHeld;
  const log = new AlertLog(link);
  const writer = {
    inbox,
    log,
    publishTimeoutMs: settings.publishTimeoutMs,
    actionRetryMs: settings.actionRetryMs,
  };
  const rules = rulesInForce(settings);
  const facts = new FactGatherer(
    {
      ...sources.facts,
      deadLetters: deadLetterFact(index, indexer),
      indexes: indexFact({ 'dead-letters': () => indexer.currency(), ...sources.indexes }),
    },
    { freshMs: FRESH_MS, timeoutMs: settings.natsRequestTimeoutMs },
  );
  const watch = new AlertWatch({
    writer,
    facts,
    rules,
    clearMs: settings.alertClearMs,
    evaluateMs: settings.alertEvaluateMs,
    stillReported: stillReportedIn(sources.heartbeats),
    leads,
    onFailure: (error) => logger.warn({ err: error }, 'the alerts could not be evaluated'),
  });
  const notifier = new WebhookNotifier({
    writer,
    rules,
    environmentName: settings.environmentName,
    consoleUrl: settings.consoleUrl || `http://127.0.0.1:${settings.consolePort}`,
    ...webhookTargetOf(settings.alertWebhookUrl),
    secret: settings.alertWebhookSecret,
    timeoutMs: settings.alertWebhookTimeoutMs,
    retryMaxMs: settings.alertWebhookRetryMaxMs,
    giveUpMs: settings.alertWebhookGiveUpMs,
    leads,
    onFailure: (error) => logger.warn({ err: error }, 'a notice of an alert could not be sent'),
  });
  const { alertClearMs: clearMs, alertEvaluateMs: evaluateMs } = settings;
  const service = { writer, watch, notifier, rules, clearMs, evaluateMs };
  const live = new LiveStream({
    sources: liveSources(facts, service, sources.replays),
    intervalMs: settings.liveIntervalMs,
    heartbeatMs: settings.liveHeartbeatMs,
    stuckMs: settings.liveStuckMs,
    maxClients: settings.liveMaxClients,
    onFailure: (error, kind) =>
      logger.debug({ err: error, kind }, 'the live stream still shows an older state'),
  });
  registerAlerts(app, service);
  registerLive(app, live);
  registerOverview(app, { ...sources.overview, facts, alerts: service });
  return {
    observe: () => observePipeline(facts.latest, log.alerts.values(), notifier.status().waiting),
    async stop() {
      await Promise.all([watch.stop(), notifier.stop()]);
      await lease.close();
    },
  };
}
