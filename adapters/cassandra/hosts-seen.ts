import cassandra from 'cassandra-driver';

type Host = cassandra.Host;

/** A method of the driver's hosts that its types do not show. */
type Ending = { shutdown(waitForPending: boolean): Promise<void> };

/**
 * The driver's own choice of hosts, which also remembers them. After an outage of all nodes the driver (4.10) creates its
 * hosts again and forgets the old ones without shutting them down: they would reconnect forever and keep the process alive.
 * They are shut down with the client, not earlier, because only the driver knows which of them are in use.
 */
export class HostsSeen extends cassandra.policies.loadBalancing.DefaultLoadBalancingPolicy {
  private readonly seen = new Set<Host>();

  override getDistance(host: Host): cassandra.types.distance {
    this.seen.add(host);
    return super.getDistance(host);
  }

  async end(): Promise<void> {
    await Promise.allSettled([...this.seen].map((host) => (host as unknown as Ending).shutdown(false)));
  }
}
