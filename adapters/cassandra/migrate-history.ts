import type { Client, Host } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';
import { agreeOnSchema, nodesUp } from './agree-on-schema.ts';
import { findSchemaFaults, schemaDrift } from './find-schema-faults.ts';
import { HISTORY_SCHEMA_VERSION, historySchema } from './history-schema.ts';
import { quoteIdentifier } from './quote-identifier.ts';

/** A keyspace's replication, as CQL's map: class and factors. */
export type Replication = Readonly<Record<string, string | number>>;

const refuse = (code: string, message: string): never => {
  // An outage: the events wait for the right program, or for a person to repair the tables.
  throw new StoreFailure('outage', code, message);
};

/** The version of the keyspace's tables; 0 if there are none. Throws StoreFailure for a newer program's version. */
export async function schemaVersionOf(client: Client, keyspace: string): Promise<number> {
  const known = await client.execute(
    `SELECT table_name FROM system_schema.tables WHERE keyspace_name = ? AND table_name = 'schema_version'`,
    [keyspace],
    { prepare: true, isIdempotent: true },
  );
  if (known.rowLength === 0) return 0;
  const result = await client
    .execute(`SELECT version FROM ${quoteIdentifier(keyspace)}.schema_version WHERE id = 1`, [], {
      isIdempotent: true,
    })
    .catch(async (error) => {
      const faults = await findSchemaFaults(client, keyspace);
      const fault = faults.find(({ table }) => table === 'schema_version');
      throw fault ? schemaDrift(fault) : error;
    });
  const row = result.first();
  const version = row ? Number(row.get('version')) : 0;
  if (version > HISTORY_SCHEMA_VERSION) {
    refuse(
      'schema-newer',
      `The keyspace ${keyspace} has schema ${version}, and this program knows ${HISTORY_SCHEMA_VERSION}. Start the newer program, or choose another keyspace to have it rebuilt from the log.`,
    );
  }
  return version;
}

/**
 * Migrates the keyspace to this program's schema. Existing tables stay as they are, so several programs may run it at once
 * through different nodes, interrupt it and repeat it (docs/adr/0005). Rejects with StoreFailure if the tables differ from
 * the schema.
 */
export async function migrateHistory(
  client: Client,
  keyspace: string,
  dataCenter: string,
  replication: Replication,
): Promise<void> {
  const version = await schemaVersionOf(client, keyspace);
  await makeTables(client, keyspace, dataCenter, replication, version);
  const [fault] = await findSchemaFaults(client, keyspace);
  if (fault) throw schemaDrift(fault);
  if (version < HISTORY_SCHEMA_VERSION) await writeVersion(client, keyspace);
}

/**
 * Repairs the schema for a rebuild: drops the tables that were changed by hand, with their content, and creates missing
 * ones. Rejects with StoreFailure if a newer program created them.
 */
export async function repairHistory(
  client: Client,
  keyspace: string,
  dataCenter: string,
  replication: Replication,
): Promise<boolean> {
  const faults = await findSchemaFaults(client, keyspace);
  const damaged = new Set(faults.map(({ table }) => table));
  // A newer schema is not damage.
  if (!damaged.has('schema_version')) await schemaVersionOf(client, keyspace);
  if (faults.length === 0) return false;
  const through = { host: coordinatorOf(client, dataCenter) };
  for (const table of damaged) {
    await client
      .execute(`DROP TABLE IF EXISTS ${quoteIdentifier(keyspace)}.${table}`, [], through)
      .catch((error) => {
        // Without a keyspace there is no table to drop.
        if (!/keyspace .* does(n't| not) exist/i.test(String(error?.message))) throw error;
      });
  }
  await agreeOnSchema(client, dataCenter);
  await makeTables(client, keyspace, dataCenter, replication, 0);
  await writeVersion(client, keyspace);
  return true;
}

/** Creates what a version lacks compared to this program's. */
async function makeTables(
  client: Client,
  keyspace: string,
  dataCenter: string,
  replication: Replication,
  version: number,
): Promise<void> {
  if (version < HISTORY_SCHEMA_VERSION) {
    // Through one node, so that it has done each statement before the next one.
    const through = { host: coordinatorOf(client, dataCenter) };
    await makeKeyspace(client, keyspace, replication, through);
    for (const step of historySchema.slice(version)) {
      for (const statement of step(keyspace)) await client.execute(statement, [], through);
    }
    await agreeOnSchema(client, dataCenter);
  }
}

/** Its version is its timestamp: if two programs migrate at once, the newer version stays. */
async function writeVersion(client: Client, keyspace: string): Promise<void> {
  await client.execute(
    `INSERT INTO ${quoteIdentifier(keyspace)}.schema_version (id, version) VALUES (1, ${HISTORY_SCHEMA_VERSION}) USING TIMESTAMP ${HISTORY_SCHEMA_VERSION}`,
    [],
    { isIdempotent: true },
  );
}

/** The node that every program chooses if it sees the same cluster: this node orders their changes of the schema. */
function coordinatorOf(client: Client, dataCenter: string): Host {
  const byAddress = (a: Host, b: Host) => (a.address < b.address ? -1 : 1);
  return (
    nodesUp(client, dataCenter).sort(byAddress)[0] ?? refuse('no-node', `No node of ${dataCenter} is up.`)
  );
}

/**
 * Creates the keyspace if it is missing. It looks first, because `IF NOT EXISTS` also needs the right to create keyspaces,
 * and a role may have rights only on the keyspace that an administrator created for it.
 */
async function makeKeyspace(
  client: Client,
  keyspace: string,
  replication: Replication,
  through: { host: Host },
): Promise<void> {
  const known = await client.execute(
    'SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = ?',
    [keyspace],
    { prepare: true, isIdempotent: true },
  );
  if (known.rowLength > 0) return;
  const factors = Object.entries(replication).map(([name, value]) => `${quoted(name)}: ${quoted(value)}`);
  await client.execute(
    `CREATE KEYSPACE IF NOT EXISTS ${quoteIdentifier(keyspace)} WITH replication = {${factors.join(', ')}}`,
    [],
    through,
  );
}

const quoted = (value: string | number): string => `'${String(value).replaceAll("'", "''")}'`;
