import { dependentsOf } from './import-graph.ts';

const SHARED_CASSANDRA = 'tests/engines/shared-cassandra.ts';

/** Engines that several test files use at the same time. */
interface SharedEngines {
  stop(): Promise<void>;
}

const NONE: SharedEngines = { stop: async () => {} };

/** Starts each engine that at least two of the files share, and puts its address into their environment. */
export async function startSharedEngines(
  graph: Map<string, Set<string>>,
  files: readonly string[],
): Promise<SharedEngines> {
  const users = dependentsOf(graph, [SHARED_CASSANDRA]);
  if (files.filter((file) => users.has(file)).length < 2) return NONE;
  const { startCassandra, withoutCassandra } = await import('../../tests/engines/cassandra-server.ts');
  if (withoutCassandra) return NONE;
  const { port, contactPoint, localDataCenter, stop } = await startCassandra({ startedOnce: true });
  process.env.WAYBILL_TESTS_CASSANDRA = JSON.stringify({ port, contactPoint, localDataCenter });
  return { stop };
}
