import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { type SharedCassandra, shareCassandra } from '../engines/shared-cassandra.ts';
import { temporaryFolder } from '../engines/temporary-folder.ts';
import openCassandraHistory from './fixtures/open-cassandra-history.ts';
import openSqliteHistory from './fixtures/open-sqlite-history.ts';
import { scenarios } from './history-changes.ts';
import { historyStoreContract } from './history-store.ts';
import { storeUnderTest } from './projection-store.ts';

let node: Promise<SharedCassandra> | undefined;
let keyspaces = 0;

after(async () => (await node)?.stop());

historyStoreContract(
  'Cassandra',
  async () => {
    node ??= shareCassandra();
    const { contactPoint, port, query } = await node;
    const keyspace = `history_${++keyspaces}`;
    const argument = JSON.stringify({ contactPoint, port, keyspace });
    return {
      ...storeUnderTest(
        () => openCassandraHistory(argument),
        () => query(`DROP KEYSPACE IF EXISTS ${keyspace}`),
      ),
      child: {
        module: new URL('./fixtures/open-cassandra-history.ts', import.meta.url).href,
        argument,
      },
    };
  },
  { runs: 40, skip: withoutCassandra },
);

test('the same changes give the same content hash as in SQLite', { skip: withoutCassandra }, async () => {
  node ??= shareCassandra();
  const { contactPoint, port } = await node;
  const folder = temporaryFolder('history');
  const sqlite = openSqliteHistory(join(folder.path, 'history.sqlite'));
  const keyspace = `history_${++keyspaces}`;
  const cassandra = openCassandraHistory(JSON.stringify({ contactPoint, port, keyspace }));
  try {
    let scenario = 0;
    for (const { log, deliveries } of fc.sample(
      scenarios(() => `run-${++scenario}`),
      20,
    )) {
      await sqlite.apply(log);
      await Promise.all(deliveries.map(({ batch }) => cassandra.apply(batch)));
    }
    assert.equal(await cassandra.contentHash(), await sqlite.contentHash());
  } finally {
    await Promise.all([sqlite.close(), cassandra.close()]);
    folder.remove();
  }
});
