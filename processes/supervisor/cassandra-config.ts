export interface CassandraPorts {
  native: number;
  storage: number;
  sslStorage: number;
  jmx: number;
}

/**
 * The configuration of the Cassandra node that Waybill starts, on loopback. The node acknowledges only what is on disk
 * (`group`: one flush for all writes within 10 ms). It exits when its disk fails, because the supervisor restarts a
 * process that exits, but not one that runs and refuses.
 */
export const cassandraConfig = (ports: CassandraPorts): string => `cluster_name: 'waybill'
partitioner: org.apache.cassandra.dht.Murmur3Partitioner
endpoint_snitch: SimpleSnitch
num_tokens: 1
initial_token: '0'
auto_bootstrap: false
auto_snapshot: false
hinted_handoff_enabled: true
listen_address: 127.0.0.1
rpc_address: 127.0.0.1
storage_port: ${ports.storage}
ssl_storage_port: ${ports.sslStorage}
native_transport_port: ${ports.native}
start_native_transport: true
seed_provider:
  - class_name: org.apache.cassandra.locator.SimpleSeedProvider
    parameters:
      - seeds: "127.0.0.1:${ports.storage}"
commitlog_sync: group
commitlog_sync_group_window: 10ms
commitlog_segment_size: 32MiB
disk_failure_policy: die
commit_failure_policy: die
authenticator: AllowAllAuthenticator
authorizer: AllowAllAuthorizer
`;

/** Logs to standard output, whose size the supervisor limits. */
export const cassandraLogging = `<configuration scan="false">
  <shutdownHook class="ch.qos.logback.core.hook.DefaultShutdownHook"/>
  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%-5level [%thread] %date{ISO8601,UTC} %F:%L - %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="OUT"/></root>
</configuration>
`;
