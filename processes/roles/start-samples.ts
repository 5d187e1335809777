import { holdFile } from '../../adapters/sqlite/projection/hold-file.ts';
import { loadApiKeys } from '../../platform/configuration/api-keys.ts';
import type { CommandLog } from '../../server/commands/command-log.ts';
import type { ConsumerService } from '../../server/operations/consumers/consumer-service.ts';
import { endWithFirstOther } from '../../server/operations/samples/end-samples.ts';
import { registerSamples } from '../../server/operations/samples/register-samples.ts';
import { SampleOffer } from '../../server/operations/samples/sample-offer.ts';
import { SampleRequests } from '../../server/operations/samples/sample-requests.ts';
import type { SampleService } from '../../server/operations/samples/sample-service.ts';
import type { Registry } from '../../workers/registry.ts';
import { storeOf } from './choose-stores.ts';
import type { OperationsParts } from './operations-parts.ts';

/** How long a store that is busy is tried. */
const HOLD_WITHIN_MS = 2_000;

const NOT_HERE =
  'Only the SQLite history can be held from here. To see an outage of Cassandra, stop its process for a while.';

/** The first run's samples, with their API; where the supervisor named no gateway, only the answer that there are none. */
export async function startSamples(
  parts: OperationsParts,
  projections: Registry,
  log: CommandLog,
  { history, changes }: Pick<ConsumerService, 'history' | 'changes'>,
): Promise<{ stop(): void }> {
  const { app, link, settings } = parts;
  const { samplesGatewayUrl: url } = settings;
  const shown = projections.find(({ primary }) => primary)!;
  const file = shown.stores[storeOf(shown, settings)]?.file?.(settings);
  const running: SampleService['running'] = {
    requests: new SampleRequests(),
    traffic: undefined,
    pause: undefined,
    unconfirmed: new Map(),
  };
  const service: SampleService = {
    operations: parts,
    offer: new SampleOffer(link, url !== ''),
    gateway: url === '' ? null : { url: new URL(url), keys: loadApiKeys(settings) },
    log,
    acceptDeadlineMs: settings.acceptDeadlineMs,
    duplicateWindowMs: settings.duplicateWindowMs,
    history,
    changes,
    projection: shown.name,
    hold: file === undefined ? { why: NOT_HERE } : () => holdFile(file, HOLD_WITHIN_MS),
    running,
  };
  registerSamples(app, service);
  const stopWatching = endWithFirstOther(service);
  return {
    stop() {
      stopWatching();
      running.traffic?.end();
      running.pause?.end();
    },
  };
}
