import { after } from 'node:test';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { startCassandra, type TestCassandra, withoutCassandra } from '../engines/cassandra-server.ts';
import openCassandraHistory from './fixtures/open-cassandra-history.ts';
import { historyStoreContract } from './history-store.ts';

let node: Promise<TestCassandra> | undefined;
let keyspaces = 0;

after(async () => (await node)?.stop());

historyStoreContract(
  'Cassandra',
  async () => {
    node ??= startCassandra();
    const { contactPoint, port, query } = await node;
    const keyspace = `history_${++keyspaces}`;
    const argument = JSON.stringify({ contactPoint, port, keyspace });
    const opened: HistoryStore[] = [];
    const open = () => {
      const store = openCassandraHistory(argument);
      opened.push(store);
      return store;
    };
    return {
      store: open(),
      reopen: async () => open(),
      async destroy() {
        await Promise.all(opened.map((store) => store.close()));
        await query(`DROP KEYSPACE IF EXISTS ${keyspace}`);
      },
      child: {
        module: new URL('./fixtures/open-cassandra-history.ts', import.meta.url).href,
        argument,
      },
    };
  },
  { runs: 40, skip: withoutCassandra },
);
