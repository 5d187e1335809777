import { dependentsOf } from './import-graph.ts';

const SHARED_CASSANDRA = 'tests/engines/shared-cassandra.ts';

/** What several test files use at the same time. */
export interface SharedEngines {
  stop(): Promise<void>;
}

/** Starts what at least two of the files share, and tells them where it is by their environment. */
export async function startSharedEngines(
  graph: Map<string, Set<string>>,
  files: readonly string[],
): Promise<SharedEngines> {
  const users = dependentsOf(graph, [SHARED_CASSANDRA]);
  const { startCassandra, withoutCassandra } = await import('../../tests/engines/cassandra-server.ts');
  if (withoutCassandra || files.filter((file) => users.has(file)).length < 2) return { stop: async () => {} };
  const { port, contactPoint, localDataCenter, stop } = await startCassandra();
  process.env.WAYBILL_TESTS_CASSANDRA = JSON.stringify({ port, contactPoint, localDataCenter });
  return { stop };
}
