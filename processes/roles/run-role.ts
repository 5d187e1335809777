import { knowSecrets, redactSecrets } from '../../contracts/redact-secrets.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { secretValues } from '../../platform/configuration/secret-values.ts';
import { BadSetting } from '../../platform/configuration/setting.ts';
import { readSettings, unknownSettings } from '../../platform/configuration/settings.ts';
import { describeUnknown } from '../../platform/configuration/unknown-settings.ts';
import type { Registry } from '../../workers/registry.ts';
import { checkStores } from './choose-stores.ts';
import { guardOutput } from './guard-output.ts';
import { makeLogger } from './make-logger.ts';
import { openTelemetry } from './open-telemetry.ts';
import { processStartedAt } from './process-name.ts';
import type { RunningRole } from './role.ts';
import { roleTable } from './role-table.ts';
import { serveMetrics } from './serve-metrics.ts';

/** EX_CONFIG of sysexits.h: a restart would fail in the same way. */
const EXIT_CONFIGURATION = 78;

const report = (message: Record<string, unknown>): void => {
  if (process.connected) process.send?.(message);
};

async function run(name: string, projections: Registry): Promise<void> {
  const roles = roleTable(projections);
  const found = roles.find((role) => role.name === name);
  if (!found)
    throw new BadSetting(`Unknown role ${name}. Roles: ${roles.map((role) => role.name).join(', ')}.`);
  const settings = readSettings();
  checkStores(projections, settings);
  knowSecrets(secretValues(settings));
  const logger = makeLogger(settings, name);
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
  // A supervisor reports them itself, and doesn't pass them on.
  for (const unknown of unknownSettings()) logger.warn(unknown, describeUnknown(unknown));
  const telemetry = await openTelemetry(settings, name, packageJson.version, logger);
  const metrics = await serveMetrics(telemetry.metrics, settings);
  const start = await found.load();
  let role: RunningRole | undefined;
  let stopping = false;
  const stop = (why: string) => {
    if (stopping) return;
    stopping = true;
    logger.info({ why }, 'stopping');
    setTimeout(() => {
      logger.error('stopping took too long');
      process.exit(1);
    }, settings.drainTimeoutMs).unref();
    // A stop during the start waits until the start has finished.
    void (async () => {
      await starting.catch(() => {});
      await role?.stop(why);
      await Promise.all([telemetry.stop(), metrics.stop()]);
      logger.info('stopped');
      process.exit(0);
    })();
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  process.on('disconnect', () => stop('the supervisor has exited'));
  const starting = start({ projections, settings, logger, version: packageJson.version, telemetry });
  role = await starting;
  logger.info({ url: role.url, metrics: metrics.url }, 'ready');
  report({
    type: 'ready',
    role: name,
    startedAt: processStartedAt,
    metrics: metrics.url,
    ...(role.url ? { url: role.url } : {}),
  });
}

/**
 * Runs one role until a signal arrives or the supervisor exits, then ends the process. Also ends the process if the
 * role can't start.
 */
export function runRole(name: string, projections: Registry): void {
  guardOutput({ change: redactSecrets });
  run(name, projections).catch((error: unknown) => {
    const message = redactSecrets(error instanceof Error ? error.message : String(error));
    const isSetting = error instanceof BadSetting;
    report({ type: 'failed', message });
    process.stderr.write(`${isSetting ? message : (error as Error).stack}\n`);
    process.exitCode = isSetting ? EXIT_CONFIGURATION : 1;
    setTimeout(() => process.exit(), 100).unref();
  });
}
