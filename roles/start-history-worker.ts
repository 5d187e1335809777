import { hostname } from 'node:os';
import { AckInbox } from '../adapters/jetstream/ack-inbox.ts';
import { buildApp } from '../server/http/build-app.ts';
import { registerHealth } from '../server/http/register-health.ts';
import { historyProjection } from '../workers/history/projection.ts';
import { startWorker } from '../workers/runtime/start-worker.ts';
import { listen } from './listen.ts';
import { openHistory } from './open-history.ts';
import { openLink } from './open-link.ts';
import type { StartRole } from './role.ts';
import { writeJournal } from './write-journal.ts';

/** The worker of the history projection, with its health endpoints on loopback. */
export const startHistoryWorker: StartRole = async ({ settings, logger, version }) => {
  const link = openLink(settings, 'worker-history');
  const inbox = new AckInbox(link);
  const history = openHistory(settings);
  const worker = startWorker({
    link,
    inbox,
    projection: historyProjection(history),
    journal: writeJournal(logger),
    limits: settings,
    worker: `${hostname()}:${process.pid}`,
    workerVersion: version,
  });
  const app = buildApp({ logger, ...settings });
  registerHealth(app, () => worker.obstacles());
  const url = await listen(app, '127.0.0.1', settings.healthPort, 'WAYBILL_HEALTH_PORT');
  logger.info({ health: url }, 'working');
  return {
    async stop() {
      await worker.stop();
      await app.close();
      inbox.close();
      await Promise.all([history.close(), link.close()]);
    },
  };
};
