import { freeCassandraPorts, startCassandra, type TestCassandra } from './cassandra-server.ts';
import { freePort } from './free-port.ts';

/** Three nodes with equal parts of the ring, each at its own address: on Linux, loopback has all of 127.0.0.0/8. */
const PLACES = [
  { address: '127.0.0.1', token: '-9223372036854775808' },
  { address: '127.0.0.2', token: '-3074457345618258603' },
  { address: '127.0.0.3', token: '3074457345618258602' },
];

export interface TestCluster {
  readonly nodes: readonly TestCassandra[];
  /** One dead letter for each node. */
  readonly port: number;
  readonly contactPoints: readonly string[];
  stop(): Promise<void>;
}

/** Starts three real nodes of one cluster. They join one after another. Linux only. */
export async function startCassandraCluster(): Promise<TestCluster> {
  const ports = await freeCassandraPorts(PLACES.map(({ address }) => address));
  const nodes: TestCassandra[] = [];
  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
  };
  try {
    for (const place of PLACES) {
      const jmx = await freePort();
      nodes.push(await startCassandra({ ...place, seed: PLACES[0]!.address, ports: { ...ports, jmx } }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes, port: ports.native, contactPoints: nodes.map(({ contactPoint }) => contactPoint), stop };
}
