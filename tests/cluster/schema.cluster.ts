import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import cassandra from 'cassandra-driver';
import { historySchema } from '../../adapters/cassandra/history-schema.ts';
import { historyTables } from '../../adapters/cassandra/history-tables.ts';
import openCassandraHistory from '../contracts/fixtures/open-cassandra-history.ts';
import { messageId, sent } from '../contracts/history-changes.ts';
import type { ReadableHistory } from '../contracts/history-reads.ts';
import { startCassandraCluster, type TestCluster } from '../engines/cassandra-cluster.ts';
import { withoutCassandra } from '../engines/cassandra-server.ts';
import { waitUntil } from '../engines/condition.ts';

const ROUNDS = 4;

describe('the schema on three nodes', { skip: withoutCassandra }, () => {
  let cluster: TestCluster;
  const opened: ReadableHistory[] = [];

  const open = (keyspace: string, node: number, replicas: number | null = 3): ReadableHistory => {
    const place = {
      contactPoint: cluster.contactPoints[node % 3],
      port: cluster.port,
      keyspace,
      replicas,
      timeoutMs: 60_000,
    };
    const store = openCassandraHistory(JSON.stringify(place));
    opened.push(store);
    return store;
  };

  /** A client that uses only one node. */
  const clientOf = (node: number) => {
    const { DCAwareRoundRobinPolicy, AllowListPolicy } = cassandra.policies.loadBalancing;
    const contactPoints = [cluster.contactPoints[node]!];
    return new cassandra.Client({
      contactPoints,
      localDataCenter: 'datacenter1',
      protocolOptions: { port: cluster.port, maxSchemaAgreementWaitSeconds: 0 },
      socketOptions: { connectTimeout: 2_000, readTimeout: 30_000 },
      policies: {
        loadBalancing: new AllowListPolicy(new DCAwareRoundRobinPolicy('datacenter1'), contactPoints),
      },
    });
  };

  const schemaAt = async (node: number, keyspace: string) => {
    const client = clientOf(node);
    try {
      const tables = await client.execute(
        `SELECT table_name, id FROM system_schema.tables WHERE keyspace_name = '${keyspace}'`,
      );
      const local = await client.execute('SELECT schema_version FROM system.local');
      return {
        tables: tables.rows.map(({ table_name, id }) => `${table_name} ${id}`),
        version: String(local.first().schema_version),
      };
    } finally {
      await client.shutdown();
    }
  };

  const assertOneSchema = async (keyspace: string) => {
    const agreed: Awaited<ReturnType<typeof schemaAt>>[] = await waitUntil(
      async () => {
        const schemas = await Promise.all([0, 1, 2].map((node) => schemaAt(node, keyspace)));
        return new Set(schemas.map(({ version }) => version)).size === 1 ? schemas : undefined;
      },
      { timeoutMs: 60_000, what: 'the nodes to agree' },
    );
    assert.equal(agreed[0]!.tables.length, Object.keys(historyTables).length);
    for (const { tables } of agreed) assert.deepEqual(tables, agreed[0]!.tables);
  };

  before(async () => {
    cluster = await startCassandraCluster();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  after(() => cluster?.stop());

  test('programs that create the schema at once through different nodes get the same schema, and none fails', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const keyspace = `at_once_${round}`;
      const stores = Array.from({ length: 6 }, (_, n) => open(keyspace, n));
      await Promise.all(
        stores.map((store, n) => store.apply([sent({ messageId: messageId(n), version: n + 1 })])),
      );
      for (const store of stores) assert.equal((await store.messages('general', 100)).length, 6);
      await Promise.all(stores.map((store) => store.close()));
      await assertOneSchema(keyspace);
    }
  });

  test('statements in any order on different nodes lead to the same tables on all nodes', async () => {
    const clients = [0, 1, 2].map(clientOf);
    try {
      await Promise.all(clients.map((client) => client.connect()));
      for (let round = 0; round < ROUNDS; round += 1) {
        const keyspace = `mixed_${round}`;
        const make = async (client: cassandra.Client, node: number) => {
          await client.execute(
            `CREATE KEYSPACE IF NOT EXISTS ${keyspace} WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}`,
          );
          for (const step of historySchema) {
            for (const statement of step(keyspace)) await client.execute(statement);
          }
          return (await schemaAt(node, keyspace)).tables;
        };
        const made = await Promise.all(clients.map(make));
        await assertOneSchema(keyspace);
        // A table that is replaced by another would be dropped with everything written to it.
        const { tables } = await schemaAt(0, keyspace);
        for (const first of made) assert.deepEqual(first, tables);
      }
    } finally {
      await Promise.all(clients.map((client) => client.shutdown()));
    }
  });

  test('without a replication setting, three nodes hold three replicas', async () => {
    await open('by_itself', 0, null).apply([sent()]);
    const [made] = await cluster.nodes[0]!.query(
      `SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = 'by_itself'`,
    );
    assert.equal((made?.replication as Record<string, string> | undefined)?.datacenter1, '3');
  });

  test('a node that was down when the schema was created has it after its restart', async () => {
    const keyspace = 'two_of_three';
    await cluster.nodes[2]!.kill();
    const store = open(keyspace, 0);
    await store.apply([sent()]);
    assert.equal((await store.messages('general', 10)).length, 1);
    await cluster.nodes[2]!.restart();
    await waitUntil(async () => (await schemaAt(2, keyspace)).tables.length === 6, {
      timeoutMs: 60_000,
      what: 'the schema on the node that was down',
    });
  });
});
