import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cassandraArguments } from '../../processes/supervisor/cassandra-arguments.ts';
import type { CassandraPorts } from '../../processes/supervisor/cassandra-config.ts';

export interface CassandraNodeOptions {
  /** The loopback address it listens on. Default: 127.0.0.1. */
  address?: string;
  /** The node through which it joins a cluster. Default: itself. */
  seed?: string;
  /** Its position on the ring. */
  token?: string;
  /**
   * With `password`, the first login is cassandra/cassandra, and permissions are checked. Default: no authentication.
   */
  authenticator?: 'password';
  /** Lines added to cassandra.yaml. */
  extraYaml?: string;
  /** It is never restarted, so it need not write each change of a schema to disk, which takes most of such a change. */
  startedOnce?: boolean;
}

/**
 * The arguments of `java` for one node in `folder`, with a small heap and the quick compiler for tests. Passwords are
 * hashed in the fewest rounds: otherwise each connection takes a tenth of a second of a core.
 */
export const testNodeArguments = (
  folder: string,
  lib: string,
  ports: CassandraPorts,
  { startedOnce = false }: CassandraNodeOptions = {},
): string[] =>
  cassandraArguments({
    folder,
    lib,
    jmxPort: ports.jmx,
    machine: [
      ...['-Xms128m', '-Xmx768m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'],
      '-Dcassandra.auth_bcrypt_gensalt_log2_rounds=4',
      `-Dcassandra.test.flush_local_schema_changes=${!startedOnce}`,
    ],
  });

/** Writes the configuration of a node, which acknowledges only what is on disk. */
export function writeCassandraFiles(
  folder: string,
  ports: CassandraPorts,
  options: CassandraNodeOptions = {},
): void {
  const { address = '127.0.0.1', seed = address, token = '0', authenticator, extraYaml = '' } = options;
  const asksWho = authenticator === 'password';
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'cassandra.yaml'),
    `cluster_name: 'test'
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
authenticator: ${asksWho ? 'PasswordAuthenticator' : 'AllowAllAuthenticator'}
authorizer: ${asksWho ? 'CassandraAuthorizer' : 'AllowAllAuthorizer'}
credentials_validity: 500ms
permissions_validity: 500ms
roles_validity: 500ms
${extraYaml}`,
  );
  writeFileSync(
    join(folder, 'logback.xml'),
    `<configuration scan="false">
  <shutdownHook class="ch.qos.logback.core.hook.DefaultShutdownHook"/>
  <appender name="FILE" class="ch.qos.logback.core.FileAppender">
    <file>\${cassandra.logdir}/system.log</file>
    <encoder><pattern>%-5level [%thread] %date{ISO8601,UTC} %F:%L - %msg%n</pattern></encoder>
  </appender>
  <root level="INFO"><appender-ref ref="FILE"/></root>
</configuration>
`,
  );
}
