import { AckInbox } from '../adapters/jetstream/ack-inbox.ts';
import { buildApp } from '../server/http/build-app.ts';
import { registerHealth } from '../server/http/register-health.ts';
import { startSafetyNet } from '../server/operations/advisories/start-safety-net.ts';
import { registerOperations } from '../server/operations/register-operations.ts';
import { registerReplays } from '../server/operations/replays/register-replays.ts';
import { listen } from './listen.ts';
import { makeStatusService } from './make-status-service.ts';
import { openHistory } from './open-history.ts';
import { openLink } from './open-link.ts';
import type { StartRole } from './role.ts';
import { startReplays } from './start-replays.ts';

/** The operations API, for the console; on loopback, whatever the gateway listens on. */
export const startOperations: StartRole = async ({ settings, logger }) => {
  const link = openLink(settings, 'operations');
  const history = openHistory(settings);
  const inbox = new AckInbox(link);
  const safetyNet = startSafetyNet({ link, inbox, ...settings }, logger);
  const app = buildApp({ logger, ...settings });
  const status = makeStatusService(link, history, settings);
  const replays = startReplays({ link, projections: status.projections, settings, logger });
  registerOperations(app, status);
  await app.register(async (routes) => registerReplays(routes, replays.service));
  registerHealth(app, () => (link.isUp ? [] : ['NATS cannot be reached']));
  const url = await listen(app, '127.0.0.1', settings.operationsPort, 'WAYBILL_OPERATIONS_PORT');
  return {
    url,
    async stop() {
      await app.close();
      await replays.stop();
      await safetyNet.stop();
      inbox.close();
      await Promise.all([history.close(), link.close()]);
    },
  };
};
