import cassandra, { type Client } from 'cassandra-driver';
import { HostsSeen } from './hosts-seen.ts';
import { repairControlConnection } from './repair-control-connection.ts';

export interface ClientOptions {
  /** `host:port` of some nodes; all nodes use the same port. */
  contactPoints: readonly string[];
  port: number;
  localDataCenter: string;
  credentials?: { username: string; password: string };
  /** Makes connections use TLS; all in PEM. Without authorities, those that Node trusts are used. */
  tls?: { authorities?: string; certificate?: string; key?: string };
  /** How long one call may take, including connecting. */
  timeoutMs: number;
}

const RECONNECT_MS = 250;

/** Makes a client of the driver that is not connected yet. */
export function makeClient(options: ClientOptions): Client {
  const { contactPoints, port, localDataCenter, credentials, tls, timeoutMs } = options;
  const { ConstantReconnectionPolicy } = cassandra.policies.reconnection;
  const client = new cassandra.Client({
    contactPoints: [...contactPoints],
    localDataCenter,
    // The driver's own wait for the schema would not end while a node is down (agree-on-schema.ts).
    protocolOptions: { port, maxSchemaAgreementWaitSeconds: 0 },
    ...(credentials ? { credentials } : {}),
    ...(tls ? { sslOptions: sslOptionsOf(tls) } : {}),
    policies: {
      reconnection: new ConstantReconnectionPolicy(RECONNECT_MS),
      loadBalancing: new HostsSeen({ localDc: localDataCenter }),
    },
    // Shorter than the call's own deadline, so that the call fails with the driver's reason.
    socketOptions: { connectTimeout: Math.ceil(timeoutMs / 2), readTimeout: Math.ceil(timeoutMs / 2) },
    queryOptions: {
      consistency: cassandra.types.consistencies.localQuorum,
      prepare: true,
      isIdempotent: true,
    },
    encoding: { useBigIntAsLong: true },
  });
  repairControlConnection(client);
  return client;
}

const sslOptionsOf = ({ authorities, certificate, key }: NonNullable<ClientOptions['tls']>) => ({
  rejectUnauthorized: true,
  ...(authorities === undefined ? {} : { ca: [authorities] }),
  ...(certificate === undefined ? {} : { cert: certificate }),
  ...(key === undefined ? {} : { key }),
});
