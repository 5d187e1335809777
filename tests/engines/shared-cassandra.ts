import { queryCassandra, startCassandra, type TestCassandra } from './cassandra-server.ts';

/**
 * What tests may do with a node that other files use at the same time. No file may stop it, or change keyspaces other
 * than its own.
 */
export type SharedCassandra = Pick<
  TestCassandra,
  'port' | 'contactPoint' | 'localDataCenter' | 'query' | 'stop'
>;

/**
 * One node for all files that need only their own keyspaces, named after the file. `npm test` starts it once and passes
 * its address on. A file that runs alone starts its own node.
 */
export async function shareCassandra(): Promise<SharedCassandra> {
  const place = process.env.WAYBILL_TESTS_CASSANDRA;
  if (!place) return await startCassandra({ startedOnce: true });
  const { port, contactPoint, localDataCenter } = JSON.parse(place) as SharedCassandra;
  return {
    port,
    contactPoint,
    localDataCenter,
    query: (...statements) => queryCassandra({ port, contactPoint }, statements),
    stop: async () => {},
  };
}
