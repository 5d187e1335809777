import { loadApiKeys } from '../../platform/configuration/api-keys.ts';
import { CommandTelemetry } from '../../platform/telemetry/commands/command-telemetry.ts';
import { GatheredCommands, NO_COMMAND_LEDGER } from '../../server/commands/command-ledger.ts';
import { registerCommands } from '../../server/commands/register-commands.ts';
import { describeGateway } from '../../server/gateway/describe-gateway.ts';
import { gatewayReference, gatewayRoutes } from '../../server/gateway/gateway-routes.ts';
import { LoadLimiter } from '../../server/gateway/limit-load.ts';
import { buildApp } from '../../server/http/build-app.ts';
import { CallerRates } from '../../server/http/caller-rates.ts';
import { permitPrincipals } from '../../server/http/permit-principals.ts';
import { registerHealth } from '../../server/http/register-health.ts';
import { shedLoad } from '../../server/http/shed-load.ts';
import { READS, registerChatQueries } from '../../server/queries/register-chat-queries.ts';
import { registerReference } from '../../server/reference/register-reference.ts';
import { waitForOutcomes } from '../../server/status/await-outcome.ts';
import { withPatience } from '../../server/status/patient-reads.ts';
import { writeCurrency } from '../../server/status/read-currency.ts';
import { registerStatus } from '../../server/status/register-status.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import { listen } from './listen.ts';
import { makeStatusService } from './make-status-service.ts';
import { observeLedger } from './observe-ledger.ts';
import { observeLink } from './observe-link.ts';
import { openApiKeys } from './open-api-keys.ts';
import { openCommandLog } from './open-command-log.ts';
import { openIdentifiers } from './open-identifiers.ts';
import { openLedger } from './open-ledger.ts';
import { logRefusal, openLink } from './open-link.ts';
import { openProjections } from './open-projections.ts';
import { reportLife, STOP_REPORT_MS } from './report-life.ts';
import type { StartRole } from './role.ts';
import { warnShortLog } from './warn-short-log.ts';

/**
 * The HTTP API: commands, reads and status behind one listener. It starts, and accepts commands, even if no database
 * can be reached.
 */
export const startGateway: StartRole = async ({ projections, settings, logger, version, telemetry }) => {
  const link = openLink(settings, 'gateway', logRefusal(logger));
  const read = await openProjections(projections, settings);
  const status = makeStatusService(link, read.readable, settings);
  const limiter = new LoadLimiter(settings);
  const log = openCommandLog(link, settings, logger);

  const stopping = new AbortController();
  const app = buildApp({ routes: gatewayRoutes, logger, ...settings, bounds: settings });
  const apiKeys = openApiKeys(link, logger);
  shedLoad(app, settings);
  const { identifiers, stop: stopIdentifying } = await openIdentifiers(settings, logger, {
    configured: { keys: loadApiKeys(settings), scopes: ['commands:send', 'reads'] },
    apiKeys,
  });
  permitPrincipals(app, identifiers, new CallerRates(settings));
  const ledger = openLedger('gateway', { link, inbox: log.inbox, settings, version });
  const life = reportLife({ link, inbox: log.inbox, settings, version, role: 'gateway', kind: 'gateway' });
  const service = {
    log,
    search: settings,
    ...settings,
    ledger: ledger ? new GatheredCommands(ledger) : NO_COMMAND_LEDGER,
  };
  registerCommands(app, {
    service,
    limiter,
    logger,
    telemetry: new CommandTelemetry(telemetry),
    outcomes: waitForOutcomes(status, { ...settings, stopping: stopping.signal }),
  });
  observeLink(telemetry.metrics, link);
  if (ledger) observeLedger(telemetry.metrics, ledger);
  registerStatus(app, status);
  const { store, reads } = read.storeOf(historyProjection);
  registerChatQueries(app, {
    store: withPatience(store, READS, reads),
    limits: settings,
    currency: (channelId, reply) => writeCurrency(status, historyProjection.name, channelId, reply),
  });
  registerReference(app, gatewayReference, describeGateway(version));
  const obstacles = () => [log.obstacle, apiKeys.obstacle].filter((obstacle) => obstacle !== undefined);
  registerHealth(app, obstacles);
  const url = await listen(app, settings.gatewayHost, settings.gatewayPort, 'WAYBILL_GATEWAY_PORT');

  // Ready means that commands are accepted. The gateway still starts if the log stays away.
  await log.whenReady(settings.natsConnectTimeoutMs);
  void warnShortLog(link, logger);
  life.beat(() => ({ obstacles: obstacles(), worker: null }));

  return {
    url,
    async stop(why) {
      stopping.abort();
      await app.close();
      await Promise.all([ledger?.close(STOP_REPORT_MS), life.stop(why)]);
      log.close();
      await Promise.all([apiKeys.stop(), stopIdentifying()]);
      await Promise.all([read.close(), link.close()]);
    },
  };
};
