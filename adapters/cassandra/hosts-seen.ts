import cassandra from 'cassandra-driver';

type Host = cassandra.Host;

/** What a host of the driver can do beside its types. */
type Ending = { shutdown(waitForPending: boolean): Promise<void> };

/**
 * The driver's own choice of hosts, which also remembers them. After an outage of all nodes the driver (4.10) makes its
 * hosts anew and forgets the old ones without ending them: they would reconnect for ever and keep the process alive.
 * They are ended with the client and no sooner, since which of them is in use only the driver knows.
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
