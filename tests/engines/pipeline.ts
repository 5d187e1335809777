import { type Client, clientOf } from './client.ts';
import { waitUntil } from './condition.ts';
import { freePort } from './free-port.ts';
import { type NatsServerOptions, startNatsServer, type TestNatsServer } from './nats-server.ts';
import { startRole, type TestRole } from './role.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const KEYS = { alice: 'alice-key-0123456789', bob: 'bob-key-0123456789ab' };

export interface TestPipeline {
  nats: TestNatsServer;
  gateway: TestRole;
  worker: TestRole;
  alice: Client;
  bob: Client;
  dataDir: string;
  environment: Record<string, string>;
  stop(): Promise<void>;
}

interface PipelineOptions {
  nats?: NatsServerOptions;
  environment?: Record<string, string>;
}

/** A real nats-server, a gateway and a history worker, each in its own process, on free ports and in a new folder. */
export async function startPipeline(options: PipelineOptions = {}): Promise<TestPipeline> {
  const folder = temporaryFolder('pipeline');
  const nats = await startNatsServer(options.nats);
  const environment = {
    NATS_URL: nats.url,
    WAYBILL_DATA_DIR: folder.path,
    WAYBILL_GATEWAY_PORT: String(await freePort()),
    WAYBILL_API_KEYS: Object.entries(KEYS)
      .map(([caller, key]) => `${caller}:${key}`)
      .join(','),
    ...options.environment,
  };
  const [gateway, worker] = await Promise.all([
    startRole('gateway', environment),
    startRole('worker:history', environment),
  ]);
  await waitUntil(async () => (await fetch(`${gateway.url}/health/ready`)).ok, {
    what: 'the gateway to be ready',
  });
  return {
    nats,
    gateway,
    worker,
    environment,
    dataDir: folder.path,
    alice: clientOf(gateway.url, KEYS.alice),
    bob: clientOf(gateway.url, KEYS.bob),
    async stop() {
      await Promise.all([gateway.kill(), worker.kill()]);
      await nats.stop();
      folder.remove();
    },
  };
}
