import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openCassandraHistoryStore } from '../../adapters/cassandra/cassandra-history-store.ts';
import { openSqliteHistoryStore } from '../../adapters/sqlite/history/sqlite-history-store.ts';
import type { HistoryStore } from '../../contracts/ports/history-store.ts';
import { projectionFile } from '../../platform/configuration/data-paths.ts';
import type { TestCassandra } from '../../tests/engines/cassandra-server.ts';

/** Longer than any turn takes, since one call may hash the whole content. */
const TIMEOUT_MS = 120_000;

/** An empty store with its schema, created for one turn. */
export interface Target {
  store: HistoryStore;
  /** The settings that make a worker write to this store. */
  environment: Record<string, string>;
  /** The script that loads the store directly, and its arguments after the file of changes. */
  loader: [script: string, ...args: string[]];
  remove(): Promise<void>;
}

export interface StoreKind {
  name: 'Cassandra' | 'SQLite';
  /** The target: the worker's least share of the loader's speed. */
  target: number;
  /** The store's process id, if the store is a separate process. */
  pid: number | undefined;
  open(turn: number): Promise<Target>;
}

const ROWS_A_TRANSACTION = '10000';

export const sqliteIn = (folder: string): StoreKind => ({
  name: 'SQLite',
  target: 0.6,
  pid: undefined,
  async open(turn) {
    const dataDir = join(folder, `turn-${turn}`);
    mkdirSync(dataDir, { recursive: true });
    const path = projectionFile(dataDir, 'history');
    const store = openSqliteHistoryStore({ path, timeoutMs: TIMEOUT_MS, maxCalls: 64, readers: 1 });
    await store.probe();
    return {
      store,
      environment: { WAYBILL_STORES: 'history:sqlite', WAYBILL_DATA_DIR: dataDir },
      loader: ['bench/drain/load-sqlite.ts', path, ROWS_A_TRANSACTION],
      remove: () => store.close(),
    };
  },
});

const ROWS_A_BATCH = '100';
const BATCHES_IN_FLIGHT = '64';

export const cassandraOn = (node: TestCassandra, dataDir: string): StoreKind => ({
  name: 'Cassandra',
  target: 0.45,
  pid: node.pid,
  async open(turn) {
    const keyspace = `drain_${turn}`;
    const { contactPoint, port, localDataCenter } = node;
    const store = openCassandraHistoryStore({
      contactPoints: [contactPoint],
      port,
      localDataCenter,
      keyspace,
      timeoutMs: TIMEOUT_MS,
      maxCalls: 64,
      schemaWatchMs: 5_000,
      maxBatchRows: 100,
      maxBatchBytes: 128 * 1024,
      maxBatchesInFlight: 1,
    });
    await store.probe();
    return {
      store,
      environment: {
        WAYBILL_STORES: 'history:cassandra',
        WAYBILL_DATA_DIR: dataDir,
        CASSANDRA_CONTACT_POINTS: contactPoint,
        CASSANDRA_KEYSPACE: keyspace,
      },
      loader: ['bench/drain/load-cassandra.ts', contactPoint, keyspace, ROWS_A_BATCH, BATCHES_IN_FLIGHT],
      async remove() {
        await store.close();
        await node.query(`DROP KEYSPACE ${keyspace}`);
      },
    };
  },
});
