import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cassandraArguments } from '../../processes/supervisor/cassandra-arguments.ts';
import {
  type CassandraPorts,
  cassandraYaml,
  logbackConfig,
} from '../../processes/supervisor/cassandra-config.ts';

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
  mkdirSync(folder, { recursive: true });
  const yaml = cassandraYaml(ports, {
    clusterName: 'test',
    address,
    seed,
    token,
    authenticates: authenticator === 'password',
    more: `credentials_validity: 500ms
permissions_validity: 500ms
roles_validity: 500ms
${extraYaml}`,
  });
  writeFileSync(join(folder, 'cassandra.yaml'), yaml);
  const file = `<file>\${cassandra.logdir}/system.log</file>`;
  writeFileSync(join(folder, 'logback.xml'), logbackConfig('FileAppender', file));
}
