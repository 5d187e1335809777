import cassandra from 'cassandra-driver';
import { historyStatements } from '../../adapters/cassandra/history-statements.ts';
import { NamedBuckets } from '../../adapters/cassandra/named-buckets.ts';
import { planWrites } from '../../adapters/cassandra/plan-writes.ts';
import { answerOrder } from './answer-order.ts';
import { readChanges } from './changes-file.ts';

/*
 * The reference for Cassandra: the same writes as the worker's, but planned before the clock starts, so that each
 * unlogged batch is as full as its partition allows. Prepared statements, many in flight, and nothing else: no log, no
 * decoding, no checks, no acknowledgements.
 */
const [file, contactPoint, keyspace, rows, inFlight] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const cql = historyStatements(keyspace);
const parts = readChanges(file).map(
  (changes) =>
    planWrites(changes, cql, { maxBatchRows: Number(rows), maxBatchBytes: 128 * 1024 }, new NamedBuckets(0))
      .batches,
);
const consistency = cassandra.types.consistencies.localQuorum;
const client = new cassandra.Client({
  contactPoints: [contactPoint],
  localDataCenter: 'datacenter1',
  protocolOptions: { port: Number(contactPoint.split(':')[1]) },
  socketOptions: { readTimeout: 30_000 },
  encoding: { useBigIntAsLong: true },
});
await client.connect();

answerOrder(async (part) => {
  const batches = parts[part]!;
  let next = 0;
  const lane = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      await client.batch(batch, { logged: false, prepare: true, isIdempotent: true, consistency });
    }
  };
  await Promise.all(Array.from({ length: Number(inFlight) }, lane));
});
