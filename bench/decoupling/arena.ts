import { openCassandraHistoryStore } from '../../adapters/cassandra/cassandra-history-store.ts';
import type { NatsLink } from '../../adapters/jetstream/connection/nats-link.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { startCassandra, type TestCassandra } from '../../tests/engines/cassandra-server.ts';
import { openTestLink } from '../../tests/engines/log.ts';
import { startNatsServer } from '../../tests/engines/nats-server.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';
import { awaitGeneration, gatewayEnvironment } from '../arena.ts';
import { type BenchChild, startChild } from '../child.ts';

const KEYSPACE = 'decoupling';
const READ_TIMEOUT_MS = 60_000;

export interface Arena {
  node: TestCassandra;
  link: NatsLink;
  generation: Awaited<ReturnType<typeof awaitGeneration>>;
  gateway: BenchChild;
  worker: BenchChild;
  synchronous: BenchChild;
  load: BenchChild;
  history: HistoryStore;
  stop(): Promise<void>;
}

/** One gateway and one worker as in production, with Cassandra, and beside them the design that they replace. */
export async function openArena(sync: string): Promise<Arena> {
  const folder = temporaryFolder('decoupling');
  const nats = await startNatsServer({ sync });
  const ending: (() => Promise<unknown>)[] = [() => nats.stop()];
  const stop = async () => {
    for (const end of ending.reverse()) await end();
    folder.remove();
  };
  try {
    const node = await startCassandra();
    ending.push(() => node.stop());
    const env = gatewayEnvironment(nats.url, folder.path, {
      WAYBILL_STORES: 'history:cassandra',
      CASSANDRA_CONTACT_POINTS: node.contactPoint,
      CASSANDRA_KEYSPACE: KEYSPACE,
    });
    const start = async (script: string, ...args: string[]) => {
      const child = await startChild(script, args, env);
      ending.push(() => child.stop());
      return child;
    };
    const gateway = await start('processes/roles/main.ts', 'gateway');
    const worker = await start('processes/roles/main.ts', 'worker:history');
    const generation = await awaitGeneration(nats.url);
    const synchronous = await start(
      'bench/decoupling/synchronous-server.ts',
      node.contactPoint,
      'synchronous',
    );
    const load = await start('bench/load-generator.ts');
    const { link, close } = await openTestLink(nats.url, 10_000);
    ending.push(close);
    const history = openCassandraHistoryStore({
      contactPoints: [node.contactPoint],
      port: node.port,
      localDataCenter: node.localDataCenter,
      keyspace: KEYSPACE,
      timeoutMs: READ_TIMEOUT_MS,
      maxCalls: 64,
      schemaWatchMs: 5_000,
      maxBatchRows: 100,
      maxBatchBytes: 128 * 1024,
      maxBatchesInFlight: 1,
    });
    ending.push(() => history.close());
    await history.probe();
    return { node, link, generation, gateway, worker, synchronous, load, history, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
