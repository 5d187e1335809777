import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CassandraPorts {
  native: number;
  storage: number;
  sslStorage: number;
  jmx: number;
}

/** Packages that Cassandra takes from the inside of Java (its own conf/jvm17-server.options). */
const EXPORTS = [
  'java.base/jdk.internal.misc',
  'java.base/java.lang.ref',
  'java.management.rmi/com.sun.jmx.remote.internal.rmi',
  'java.management/com.sun.jmx.remote.security',
  'java.rmi/sun.rmi.registry',
  'java.rmi/sun.rmi.server',
  'java.sql/java.sql',
  'jdk.unsupported/sun.misc',
  'jdk.compiler/com.sun.tools.javac.file',
  'jdk.attach/sun.tools.attach',
];
const OPENS = [
  'java.base/java.lang.module',
  'java.base/jdk.internal.loader',
  'java.base/jdk.internal.ref',
  'java.base/jdk.internal.reflect',
  'java.base/jdk.internal.math',
  'java.base/jdk.internal.module',
  'java.base/jdk.internal.util.jar',
  'java.base/sun.nio.ch',
  'java.base/java.io',
  'java.base/java.nio',
  'java.base/java.util',
  'java.base/java.lang',
  'java.base/java.lang.reflect',
  'jdk.management/com.sun.management.internal',
  'jdk.compiler/com.sun.tools.javac',
];

/** The arguments of `java` for one node in `folder`: a small heap and the quick compiler, as tests want them. */
export function cassandraArguments(folder: string, lib: string, ports: CassandraPorts): string[] {
  return [
    ...['-Xms128m', '-Xmx768m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss256k'],
    ...['-XX:+PerfDisableSharedMem', '-Djava.net.preferIPv4Stack=true'],
    ...[`-javaagent:${join(lib, 'jamm-0.4.0.jar')}`, '-Djdk.attach.allowAttachSelf=true'],
    '-Dio.netty.tryReflectionSetAccessible=true',
    ...EXPORTS.map((name) => `--add-exports=${name}=ALL-UNNAMED`),
    ...OPENS.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
    `-Dcassandra.config=file://${folder}/cassandra.yaml`,
    `-Dcassandra.storagedir=${folder}`,
    `-Dcassandra.logdir=${folder}/logs`,
    `-Dlogback.configurationFile=${folder}/logback.xml`,
    ...['-Dcassandra-foreground=yes', `-Dcassandra.jmx.local.port=${ports.jmx}`],
    ...['-Dcassandra.skip_wait_for_gossip_to_settle=0', '-Dcassandra.ring_delay_ms=1000'],
    '-Dcassandra.superuser_setup_delay_ms=0',
    ...['-cp', join(lib, '*'), 'org.apache.cassandra.service.CassandraDaemon'],
  ];
}

/** Writes what a node reads as it starts: one that acknowledges only what is on disk. */
export function writeCassandraFiles(folder: string, ports: CassandraPorts, authentication = false): void {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  writeFileSync(
    join(folder, 'cassandra.yaml'),
    `cluster_name: 'test'
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
authenticator: ${authentication ? 'PasswordAuthenticator' : 'AllowAllAuthenticator'}
authorizer: ${authentication ? 'CassandraAuthorizer' : 'AllowAllAuthorizer'}
credentials_validity: 500ms
permissions_validity: 500ms
roles_validity: 500ms
`,
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
