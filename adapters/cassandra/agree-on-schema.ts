import { setTimeout as pause } from 'node:timers/promises';
import cassandra, { type Client } from 'cassandra-driver';
import { StoreFailure } from '../../contracts/ports/store-failure.ts';

const AGREED_WITHIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;

/**
 * Resolves when all nodes of the data centre that are up have the same schema: each is asked itself. The driver's own
 * way reads what one node knows of the others, where those that are down keep the version they had when they went, so
 * that with one node down it would never hold. Rejects with an outage when the time is up.
 */
export async function agreeOnSchema(client: Client, dataCenter: string): Promise<void> {
  const deadline = performance.now() + AGREED_WITHIN_MS;
  for (;;) {
    const versions = await Promise.all(upIn(client, dataCenter).map((host) => versionAt(client, host)));
    const asked = versions.filter((version) => version !== undefined);
    if (asked.length > 0 && new Set(asked).size === 1) return;
    if (performance.now() > deadline) {
      throw new StoreFailure(
        'outage',
        'schema-disagreement',
        `The nodes of Cassandra do not agree on their schema within ${AGREED_WITHIN_MS} ms (${new Set(asked).size} versions on ${asked.length} nodes): look at nodetool describecluster.`,
      );
    }
    await pause(LOOK_AGAIN_MS);
  }
}

/** The nodes of a data centre that can be asked, as far as the driver knows. */
export const upIn = (client: Client, dataCenter: string): cassandra.Host[] =>
  client.hosts.values().filter((host) => host.datacenter === dataCenter && host.isUp());

/** Undefined for a node that does not answer: it gets the schema from the others when it is back. */
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
