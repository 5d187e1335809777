import { healthRoutes } from '../../contracts/routes/health.ts';
import { buildApp } from '../../server/http/build-app.ts';
import { registerHealth } from '../../server/http/register-health.ts';
import type { DeclaredProjection } from '../../workers/runtime/define-projection.ts';
import { startWatchdog } from '../../workers/runtime/watchdog.ts';
import { listen } from './listen.ts';
import { logRefusal, openLink } from './open-link.ts';
import { openProjection } from './open-projections.ts';
import type { StartRole } from './role.ts';
import { startProjectionWorker } from './start-projection-worker.ts';

/** The worker of a projection, with its health endpoints on loopback. */
export const startProjectionRole =
  (declared: DeclaredProjection): StartRole =>
  async ({ settings, logger, version, telemetry }) => {
    const link = openLink(settings, `worker-${declared.name}`, logRefusal(logger));
    const { projection, close } = await openProjection(declared, settings);
    const worker = startProjectionWorker({
      link,
      projection,
      settings,
      logger,
      version,
      telemetry,
    });
    const watchdog = startWatchdog(settings.watchdogMs);
    const app = buildApp({ routes: healthRoutes, logger, ...settings });
    registerHealth(app, () => worker.obstacles());
    const url = await listen(app, '127.0.0.1', settings.healthPort, 'WAYBILL_HEALTH_PORT');
    logger.info({ health: url }, 'working');
    return {
      async stop(why) {
        await worker.stop(why);
        watchdog.stop();
        await app.close();
        await Promise.all([close(), link.close()]);
      },
    };
  };
