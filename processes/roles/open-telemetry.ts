import type { Logger } from 'pino';
import type { Settings } from '../../platform/configuration/settings.ts';
import { startTelemetry, type Telemetry } from '../../platform/telemetry/start-telemetry.ts';
import { processName } from './process-name.ts';

/** The metrics and spans of a role. Logs once when exports begin to fail, and once when they succeed again. */
export const openTelemetry = (
  settings: Settings,
  role: string,
  version: string,
  logger: Logger,
): Promise<Telemetry> =>
  startTelemetry({
    ...settings,
    role,
    version,
    process: processName,
    onExport(what, error) {
      if (error) logger.warn({ what, why: error.message }, 'OpenTelemetry: exports fail');
      else logger.info({ what }, 'OpenTelemetry: exports succeed again');
    },
  });
