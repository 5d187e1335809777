import { queryCassandra, startCassandra, type TestCassandra } from './cassandra-server.ts';

/** What tests may do with a node that other files use at the same time: no file stops it or changes more than its own keyspaces. */
export type SharedCassandra = Pick<
  TestCassandra,
  'port' | 'contactPoint' | 'localDataCenter' | 'query' | 'stop'
>;

/**
 * One node for all files that need nothing but keyspaces of their own, named by the file. `npm test` starts it once and
 * passes its address on; a file that runs alone starts its own.
 */
export async function shareCassandra(): Promise<SharedCassandra> {
  const place = process.env.WAYBILL_TESTS_CASSANDRA;
  if (!place) return await startCassandra();
  const { port, contactPoint, localDataCenter } = JSON.parse(place) as SharedCassandra;
  return {
    port,
    contactPoint,
    localDataCenter,
    query: (...statements) => queryCassandra({ port, contactPoint }, statements),
    stop: async () => {},
  };
}
