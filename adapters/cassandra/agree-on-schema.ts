import { setTimeout as pause } from 'node:timers/promises';
import cassandra, { type Client } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const AGREED_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/**
 * Resolves when every node of the data centre that is up has the same schema. It asks each node itself. The driver's own
 * check reads what one node knows about the others: a node that is down keeps its last version there, so the check would
 * never succeed while a node is down. Rejects with an outage after a time limit.
 */
export async function agreeOnSchema(client: Client, dataCenter: string): Promise<void> {
  const deadline = performance.now() + AGREED_WITHIN_MS;
  for (;;) {
    const versions = await Promise.all(nodesUp(client, dataCenter).map((host) => versionAt(client, host)));
    const answered = versions.filter((version) => version !== undefined);
    if (answered.length > 0 && new Set(answered).size === 1) return;
    if (performance.now() > deadline) {
      throw new StoreFailure(
        'outage',
        'schema-disagreement',
        `The nodes of Cassandra did not agree on their schema within ${AGREED_WITHIN_MS} ms (${new Set(answered).size} versions on ${answered.length} nodes): look at nodetool describecluster.`,
      );
    }
    await pause(LOOK_AGAIN_MS);
  }
}

/** The nodes of a data centre that the driver believes to be up. */
export const nodesUp = (client: Client, dataCenter: string): cassandra.Host[] =>
  client.hosts.values().filter((host) => host.datacenter === dataCenter && host.isUp());

/** Undefined for a node that does not answer: it takes the schema from the others when it is back. */
async function versionAt(client: Client, host: cassandra.Host): Promise<string | undefined> {
  try {
    const { rows } = await client.execute('SELECT schema_version FROM system.local', [], {
      host,
      isIdempotent: true,
      consistency: cassandra.types.consistencies.one,
    });
    return String(rows[0]?.schema_version);
  } catch {
    return undefined;
  }
}
