export interface CassandraPorts {
  native: number;
  storage: number;
  sslStorage: number;
  jmx: number;
}

/** What differs between the node that Waybill starts and those of the tests. */
interface CassandraOptions {
  clusterName: string;
  /** The loopback address that the node listens on. */
  address: string;
  /** The address of the node through which it joins a cluster. */
  seed: string;
  /** Its position on the ring. */
  token: string;
  /** Whether clients need a login, which has permissions. */
  authenticates: boolean;
  /** More lines of cassandra.yaml. */
  more: string;
}

/** A node's configuration on loopback. It acknowledges only what is on disk (`group`: one flush for all writes in 10 ms). */
export const cassandraYaml = (
  ports: CassandraPorts,
  { clusterName, address, seed, token, authenticates, more }: CassandraOptions,
): string => `cluster_name: '${clusterName}'
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
num_tokens: 1
initial_token: '${token}'
auto_bootstrap: false
auto_snapshot: false
hinted_handoff_enabled: true
listen_address: ${address}
rpc_address: ${address}
storage_port: ${ports.storage}
ssl_storage_port: ${ports.sslStorage}
native_transport_port: ${ports.native}
start_native_transport: true
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: "${seed}:${ports.storage}"
commitlog_sync: group
commitlog_sync_group_window: 10ms
commitlog_segment_size: 32MiB
authenticator: ${authenticates ? 'PasswordAuthenticator' : 'AllowAllAuthenticator'}
authorizer: ${authenticates ? 'CassandraAuthorizer' : 'AllowAllAuthorizer'}
${more}`;

/**
 * The configuration of the Cassandra node that Waybill starts. The node exits when its disk fails, because the
 * supervisor restarts a process that exits, but not one that runs and refuses.
 */
export const cassandraConfig = (ports: CassandraPorts): string =>
  cassandraYaml(ports, {
    clusterName: 'waybill',
    address: '127.0.0.1',
    seed: '127.0.0.1',
    token: '0',
    authenticates: false,
    more: 'disk_failure_policy: die\ncommit_failure_policy: die\n',
  });

/** The configuration of a node's log, with one appender: its class in `ch.qos.logback.core` and elements before the encoder. */
export const logbackConfig = (appender: string, elements = ''): string => `<configuration scan="false">
  <shutdownHook class="ch.qos.logback.core.hook.DefaultShutdownHook"/>
  <appender name="OUT" class="ch.qos.logback.core.${appender}">${elements}
    <encoder><pattern>%-5level [%thread] %date{ISO8601,UTC} %F:%L - %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="OUT"/></root>
</configuration>
`;

/** Logs to standard output, whose size the supervisor limits. */
export const cassandraLogging = logbackConfig('ConsoleAppender');
