import cassandra from 'cassandra-driver';

type Host = cassandra.Host;

/** What a host of the driver can do beside its types. */
type Ending = { shutdown(waitForPending: boolean): Promise<void> };

const end = (host: Host) => (host as unknown as Ending).shutdown(false).catch(() => {});

/**
 * The driver's own choice of hosts, which also remembers them. After an outage of all nodes the driver (4.10) makes its
 * hosts anew and forgets the old ones without ending them: they would reconnect for ever, one more with every outage,
 * and keep the process alive. A host that another of the same address replaced is ended here.
 */
export class HostsSeen extends cassandra.policies.loadBalancing.DefaultLoadBalancingPolicy {
  private readonly seen = new Map<string, Host>();

  override getDistance(host: Host): cassandra.types.distance {
    const known = this.seen.get(host.address);
    if (known !== host) {
      this.seen.set(host.address, host);
      if (known) end(known);
    }
    return super.getDistance(host);
  }

  async end(): Promise<void> {
    await Promise.all([...this.seen.values()].map(end));
  }
}
