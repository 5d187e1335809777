import type { Client } from 'cassandra-driver';
import type { HostsSeen } from './hosts-seen.ts';

/** The driver's connections, which its types do not show. */
type Internals = {
  controlConnection?: { connection?: { closeAsync(): Promise<void> } | null };
  options: { policies: { loadBalancing: HostsSeen } };
};

/** Closes all connections of a client, including its control connection, which may be in no pool. */
export async function disconnectClient(client: Client): Promise<void> {
  await client.shutdown();
  const { controlConnection, options } = client as unknown as Internals;
  await controlConnection?.connection?.closeAsync();
  await options.policies.loadBalancing.end();
}
