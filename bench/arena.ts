import { setTimeout as pause } from 'node:timers/promises';
import { currentGeneration, type Generation } from '../adapters/jetstream/streams/list-generations.ts';
import { childEnvironment } from '../platform/configuration/settings.ts';
import { openTestLink } from '../tests/engines/log.ts';
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
    const env = gatewayEnvironment(nats.url, folder.path);
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

/** The environment of a gateway of a bench on a free port, and of the processes beside it. */
export const gatewayEnvironment = (
  natsUrl: string,
  dataFolder: string,
  more: Record<string, string> = {},
): NodeJS.ProcessEnv =>
  childEnvironment({
    NATS_URL: natsUrl,
    WAYBILL_DATA_DIR: dataFolder,
    WAYBILL_GATEWAY_HOST: undefined,
    WAYBILL_GATEWAY_PORT: '0',
    WAYBILL_API_KEYS: `${CALLER}:${API_KEY}`,
    NODE_ENV: 'production',
    ...more,
  });

/** Waits until the gateway has created the log at its start. */
export async function awaitGeneration(natsUrl: string): Promise<Generation> {
  const { link, close } = await openTestLink(natsUrl, 2_000);
  try {
    for (let attempt = 0; ; attempt += 1) {
      await link.whenUp(2_000);
      const generation = await currentGeneration(link).catch((error) => {
        if (attempt >= 50) throw error;
      });
      if (generation) return generation;
      await pause(100);
    }
  } finally {
    await close();
  }
}
