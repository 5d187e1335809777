import { pino } from 'pino';
import type { LoggedEvent } from '../../contracts/event.ts';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { readSettings } from '../../platform/configuration/settings.ts';
import { openLink } from '../../processes/roles/open-link.ts';
import { openProjection } from '../../processes/roles/open-projections.ts';
import { openTelemetry } from '../../processes/roles/open-telemetry.ts';
import { startProjectionWorker } from '../../processes/roles/start-projection-worker.ts';
import { historyProjection } from '../../workers/history/projection.ts';
import type { Fault } from './history-worker.ts';

/** Runs the history's worker as a given version: node history-of-version.ts <version> [<fault as JSON>]. */
const [version = '', given] = process.argv.slice(2);
const fault = given === undefined ? undefined : (JSON.parse(given) as Fault);

function refuse({ event }: LoggedEvent): void {
  if (!fault || (fault.eventType !== undefined && event.type !== fault.eventType)) return;
  if (fault.text !== undefined && !String(event.data.text ?? '').includes(fault.text)) return;
  throw new StoreFailure('poison', fault.code, fault.message);
}

const settings = readSettings();
const logger = pino({ level: settings.logLevel });
const link = openLink(settings, `history ${version}`);
const { projection, close } = await openProjection(historyProjection, settings);
const telemetry = await openTelemetry(settings, 'worker:history', version, logger);
const worker = startProjectionWorker({
  link,
  projection: {
    ...projection,
    async apply(events) {
      for (const event of events) refuse(event);
      await projection.apply(events);
    },
  },
  settings,
  logger,
  version,
  telemetry,
});
const end = async (why: string) => {
  await worker.stop(why);
  await Promise.all([close(), link.close(), telemetry.stop()]);
  process.exit(0);
};
process.on('disconnect', () => process.exit(0));
process.once('SIGTERM', () => void end('stop requested'));
process.send?.('ready');
