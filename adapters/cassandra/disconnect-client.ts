import type { Client } from 'cassandra-driver';
import type { HostsSeen } from './hosts-seen.ts';

/** What the driver keeps of its connections, beside its types. */
type Internals = {
  controlConnection?: { connection?: { closeAsync(): Promise<void> } | null };
  options: { policies: { loadBalancing: HostsSeen } };
};

/** Ends all of a client's connections, also the one of its control connection, which may be in no pool. */
export async function disconnectClient(client: Client): Promise<void> {
  await client.shutdown();
  const { controlConnection, options } = client as unknown as Internals;
  await controlConnection?.connection?.closeAsync();
  await options.policies.loadBalancing.end();
}
