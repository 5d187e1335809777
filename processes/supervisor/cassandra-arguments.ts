import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Java 17's internal packages that Cassandra uses (from its conf/jvm17-server.options). */
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

interface CassandraArguments {
  /** The node's data, and the files that `writeCassandraFiles` wrote. An absolute path. */
  folder: string;
  /** The folder of its jars. An absolute path. */
  lib: string;
  jmxPort: number;
  /** Options for the Java virtual machine: heap, collector, compiler. */
  machine: string[];
}

/** The arguments of `java` for one node. */
export const cassandraArguments = ({ folder, lib, jmxPort, machine }: CassandraArguments): string[] => [
  ...machine,
  ...[
    '-Xss256k',
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+PerfDisableSharedMem',
    '-Djava.net.preferIPv4Stack=true',
  ],
  ...[`-javaagent:${join(lib, 'jamm-0.4.0.jar')}`, '-Djdk.attach.allowAttachSelf=true'],
  '-Dio.netty.tryReflectionSetAccessible=true',
  ...EXPORTS.map((name) => `--add-exports=${name}=ALL-UNNAMED`),
  ...OPENS.map((name) => `--add-opens=${name}=ALL-UNNAMED`),
  `-Dcassandra.config=${pathToFileURL(join(folder, 'cassandra.yaml'))}`,
  `-Dcassandra.storagedir=${folder}`,
  `-Dcassandra.logdir=${folder}`,
  `-Dlogback.configurationFile=${join(folder, 'logback.xml')}`,
  ...['-Dcassandra-foreground=yes', `-Dcassandra.jmx.local.port=${jmxPort}`],
  // A single node has no other nodes to wait for.
  ...['-Dcassandra.skip_wait_for_gossip_to_settle=0', '-Dcassandra.ring_delay_ms=1000'],
  '-Dcassandra.superuser_setup_delay_ms=0',
  ...['-cp', join(lib, '*'), 'org.apache.cassandra.service.CassandraDaemon'],
];
