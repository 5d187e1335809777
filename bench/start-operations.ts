import { operationsClient } from '../components/api/client.ts';
import { startRole } from '../tests/engines/role.ts';

const KEY = 'operator-key-0123456789';

/** Starts an operations service on a log, with a client that may call everything and waits a minute. */
export async function startOperations(natsUrl: string, dataFolder: string) {
  const operations = await startRole('operations', {
    NATS_URL: natsUrl,
    WAYBILL_DATA_DIR: dataFolder,
    WAYBILL_OPERATOR_KEYS: `bench:${KEY}`,
  });
  const call = operationsClient(() => ({
    origin: operations.url,
    headers: { authorization: `Bearer ${KEY}` },
    timeoutMs: 60_000,
  }));
  return { operations, call };
}
