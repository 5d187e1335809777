import { NatsLink } from '../adapters/jetstream/connection/nats-link.ts';
import { currentGeneration, type Generation } from '../adapters/jetstream/streams/list-generations.ts';
import { natsTargetOf } from '../platform/configuration/nats-target.ts';
import { childEnvironment } from '../platform/configuration/settings.ts';
import { startNatsServer, type TestNatsServer } from '../tests/engines/nats-server.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { type BenchChild, startChild } from './child.ts';
import { API_KEY, CALLER } from './requests.ts';

/** The processes of one sync mode. All run all the time; one is loaded at a time. */
export interface Arena {
  nats: TestNatsServer;
  generation: Generation;
  gateway: BenchChild;
  reference: BenchChild;
  publisher: BenchChild;
  load: BenchChild;
  stop(): Promise<void>;
}

/** Starts all processes. With `profile`, the gateway writes a CPU profile to .cache/profiles when it ends. */
export async function openArena(sync: string, profile: boolean): Promise<Arena> {
  const folder = temporaryFolder('bench');
  const nats = await startNatsServer({ sync });
  const children: BenchChild[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
    await nats.stop();
    folder.remove();
  };
  try {
    const env = childEnvironment({
      NATS_URL: nats.url,
      WAYBILL_DATA_DIR: folder.path,
      WAYBILL_GATEWAY_HOST: undefined,
      WAYBILL_GATEWAY_PORT: '0',
      WAYBILL_API_KEYS: `${CALLER}:${API_KEY}`,
      NODE_ENV: 'production',
    });
    const start = async (script: string, args: string[], nodeArgs: string[] = []) => {
      const child = await startChild(script, args, env, nodeArgs);
      children.push(child);
      return child;
    };
    const profiled = profile ? ['--cpu-prof', '--cpu-prof-dir=.cache/profiles'] : [];
    const gateway = await start('processes/roles/main.ts', ['gateway'], profiled);
    const generation = await awaitGeneration(nats.url);
    const log = [nats.url, String(generation.number), String(generation.partitions)];
    const reference = await start('bench/reference-server.ts', log);
    const publisher = await start('bench/log-publisher.ts', log);
    const load = await start('bench/load-generator.ts', []);
    return { nats, generation, gateway, reference, publisher, load, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits until the gateway has created the log at its start. */
export async function awaitGeneration(natsUrl: string): Promise<Generation> {
  const link = new NatsLink({
    target: natsTargetOf({ natsUrl: natsUrl }),
    name: 'bench',
    connectTimeoutMs: 2_000,
    pingIntervalMs: 2_000,
    requestTimeoutMs: 2_000,
  });
  try {
    for (let attempt = 0; ; attempt += 1) {
      await link.whenUp(2_000);
      const generation = await currentGeneration(link).catch((error) => {
        if (attempt >= 50) throw error;
      });
      if (generation) return generation;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  } finally {
    await link.close();
  }
}
