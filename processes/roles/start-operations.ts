import { AckInbox } from '../../adapters/jetstream/connection/ack-inbox.ts';
import { operationsReference, operationsRoutes } from '../../contracts/routes/operations-routes.ts';
import { loadOperatorKeys } from '../../platform/configuration/api-keys.ts';
import { buildApp } from '../../server/http/build-app.ts';
import { CallerRates } from '../../server/http/caller-rates.ts';
import { permitPrincipals } from '../../server/http/permit-principals.ts';
import { registerHealth } from '../../server/http/register-health.ts';
import { shedLoad } from '../../server/http/shed-load.ts';
import { registerAcceptance } from '../../server/operations/acceptance/register-acceptance.ts';
import { registerApiKeys } from '../../server/operations/access/register-api-keys.ts';
import { registerCommandDetails } from '../../server/operations/command-details/register-command-details.ts';
import { listConsumerSummaries } from '../../server/operations/consumers/show-consumers.ts';
import { DeadLetterIndexer } from '../../server/operations/dead-letters/dead-letter-indexer.ts';
import { registerDeadLetters } from '../../server/operations/dead-letters/register-dead-letters.ts';
import { describeOperations } from '../../server/operations/describe-operations.ts';
import { LogRateWatch } from '../../server/operations/facts/log-rate-watch.ts';
import { watchProcesses } from '../../server/operations/heartbeats/watch-processes.ts';
import { registerPeople } from '../../server/operations/identity/register-people.ts';
import { showReconciliation } from '../../server/operations/reconciliation/show-reconciliation.ts';
import { registerMe } from '../../server/operations/register-me.ts';
import { requireLoopbackName } from '../../server/operations/require-loopback-name.ts';
import { startSafetyNet } from '../../server/operations/safety-net/start-safety-net.ts';
import { registerTraces } from '../../server/operations/traces/register-traces.ts';
import { Rejections } from '../../server/operations/traces/rejections.ts';
import { registerReference } from '../../server/reference/register-reference.ts';
import { listen } from './listen.ts';
import { makeStatusService } from './make-status-service.ts';
import { observeLink } from './observe-link.ts';
import { openApiKeys } from './open-api-keys.ts';
import { openDeadLetterIndex } from './open-dead-letter-index.ts';
import { openIdentifiers } from './open-identifiers.ts';
import { openIdentity } from './open-identity.ts';
import { logRefusal, openLink } from './open-link.ts';
import { openProjections } from './open-projections.ts';
import type { OperationsParts } from './operations-parts.ts';
import { reportLife } from './report-life.ts';
import type { StartRole } from './role.ts';
import { startAlerts } from './start-alerts.ts';
import { startConsumerWatch } from './start-consumer-watch.ts';
import { startLedgerIndex } from './start-ledger-index.ts';
import { startReconciliation } from './start-reconciliation.ts';
import { startReplays } from './start-replays.ts';

/** The operations API for the console. Always on loopback, whatever address the gateway listens on. */
export const startOperations: StartRole = async ({ projections, settings, logger, version, telemetry }) => {
  const { publishTimeoutMs, actionRetryMs, traceSearchMs } = settings;
  const link = openLink(settings, 'operations', logRefusal(logger));
  const inbox = new AckInbox(link);
  const read = await openProjections(projections, settings);
  const safetyNet = startSafetyNet({ link, inbox, ...settings }, logger);
  const status = makeStatusService(link, read.readable, settings);
  const index = openDeadLetterIndex(settings);
  const indexer = new DeadLetterIndexer(link, index, logger);
  const ledger = startLedgerIndex(link, settings, logger);
  const app = buildApp({ routes: operationsRoutes, logger, ...settings, bounds: settings });
  requireLoopbackName(app);
  const apiKeys = openApiKeys(link, logger, { inbox, publishTimeoutMs });
  shedLoad(app, settings);
  const { identifiers, stop: stopIdentifying } = await openIdentifiers(settings, logger, {
    configured: { keys: loadOperatorKeys(settings), scopes: ['operations:admin'] },
    apiKeys,
  });
  const identity = openIdentity(settings, logger, { link, inbox });
  permitPrincipals(app, [...identifiers, identity.identifier], new CallerRates(settings));
  registerMe(app);
  registerReference(app, operationsReference, describeOperations(version));
  registerCommandDetails(app, status);
  const parts: OperationsParts = {
    app,
    link,
    inbox,
    index,
    indexer,
    status,
    settings,
    logger,
    publishTimeoutMs,
    actionRetryMs,
  };
  registerDeadLetters(app, parts);
  registerApiKeys(app, { ...parts, keys: apiKeys });
  registerPeople(app, { ...parts, ...identity.service });
  registerTraces(app, {
    link,
    ledger: ledger.index,
    indexer: ledger.indexer,
    deadLetters: index,
    status,
    rejections: new Rejections(status),
    traceSearchMs,
  });
  registerAcceptance(app, { ledger: ledger.index, indexer: ledger.indexer });
  const consumers = await startConsumerWatch(parts);
  const replays = await startReplays(parts, telemetry.tracing, consumers.heartbeats);
  const reconciler = startReconciliation(parts, ledger.applied);
  const logRates = new LogRateWatch(link, (error) =>
    logger.debug({ err: error }, 'the growth rate of the log is unknown; trying again'),
  );
  const alerts = await startAlerts(parts, {
    replays: replays.service,
    heartbeats: consumers.heartbeats,
    facts: {
      consumers: () => consumers.watch.facts(),
      log: () => logRates.added(consumers.watch.streams()),
      reconciliation: () => reconciler.fact(),
      lostStreams: () => ({ known: true, value: [...replays.service.log.lost] }),
    },
    overview: {
      consumers: () => listConsumerSummaries(consumers.service),
      consumerFacts: () => consumers.watch.facts(),
      reconciliation: (query) => showReconciliation(reconciler, query),
    },
    indexes: { ledger: () => ledger.indexer.currency() },
  });
  observeLink(telemetry.metrics, link);
  telemetry.metrics.observe(alerts.observe);
  const obstacles = () => {
    if (!link.isUp) return [link.whyDown];
    if (apiKeys.obstacle) return [apiKeys.obstacle];
    return replays.service.log.missing.map((stream) => `the log is missing ${stream}`);
  };
  registerHealth(app, obstacles);
  const url = await listen(app, '127.0.0.1', settings.operationsPort, 'WAYBILL_OPERATIONS_PORT');
  const life = reportLife({ link, inbox, settings, version, role: 'operations', kind: 'operations' });
  life.beat(() => ({ obstacles: obstacles(), worker: null }));
  const processes = watchProcesses({
    ...consumers,
    report: life.changes,
    onFailure: (error) =>
      logger.debug({ err: error }, 'the reading of started and ended processes failed; trying again'),
  });
  return {
    url,
    async stop(why) {
      await app.close();
      processes.stop();
      logRates.stop();
      await reconciler.stop();
      await Promise.all([
        alerts.stop(),
        apiKeys.stop(),
        identity.stop(),
        stopIdentifying(),
        consumers.stop(),
        ledger.stop(),
        life.stop(why),
        replays.stop(),
        safetyNet.stop(),
        indexer.close(),
      ]);
      inbox.close();
      await Promise.all([index.close(), read.close(), link.close()]);
    },
  };
};
