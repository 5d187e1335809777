import { contactPointsPattern } from '../contact-points.ts';
import type { Setting } from '../setting.ts';

/** Cassandra as the store of the history, if WAYBILL_STORES selects it. */
export const cassandraSettings = {
  cassandraContactPoints: {
    kind: 'text',
    variable: 'CASSANDRA_CONTACT_POINTS',
    default: '',
    pattern: contactPointsPattern,
    form: 'a list of host, host:port or [IPv6]:port, separated by commas',
    meaning:
      'Some nodes of the Cassandra cluster. All nodes listen on the same port, by default 9042. If empty, Waybill starts its own node.',
  },
  cassandraDataCenter: {
    kind: 'text',
    variable: 'CASSANDRA_DATACENTER',
    default: 'datacenter1',
    pattern: /^[A-Za-z0-9_.-]{1,64}$/,
    form: 'the name of a data centre',
    meaning: 'The data centre whose nodes are used. Writes and reads take a quorum of its replicas.',
  },
  cassandraKeyspace: {
    kind: 'text',
    variable: 'CASSANDRA_KEYSPACE',
    default: 'waybill_history',
    pattern: /^[a-z][a-z0-9_]{0,47}$/,
    form: 'a lower-case name of at most 48 letters, digits and underscores',
    meaning: 'The keyspace of the history. A worker creates it if it is missing.',
  },
  cassandraReplication: {
    kind: 'text',
    variable: 'CASSANDRA_REPLICATION',
    default: '',
    pattern: /^[A-Za-z0-9_.-]{1,64}:[1-9][0-9]?(,[A-Za-z0-9_.-]{1,64}:[1-9][0-9]?)*$/,
    form: 'a list of data centre:replicas, separated by commas',
    meaning:
      'The replication of a keyspace that Waybill creates (NetworkTopologyStrategy), such as dc1:3,dc2:3. If empty: CASSANDRA_DATACENTER with as many replicas as it has nodes, at most 3. An existing keyspace is not changed.',
  },
  cassandraUsername: {
    kind: 'text',
    variable: 'CASSANDRA_USERNAME',
    default: '',
    meaning: 'Waybill’s role in Cassandra; empty if the cluster has no authentication.',
  },
  cassandraPassword: {
    kind: 'text',
    variable: 'CASSANDRA_PASSWORD',
    default: '',
    secret: true,
    meaning: 'The password of CASSANDRA_USERNAME.',
  },
  cassandraTls: {
    kind: 'text',
    variable: 'CASSANDRA_TLS',
    default: 'off',
    pattern: /^(off|on)$/,
    form: '"off" or "on"',
    meaning:
      'Whether connections to Cassandra use TLS. Waybill always verifies the nodes’ certificates, which must name the address at which each node is reached.',
  },
  cassandraTlsCa: {
    kind: 'text',
    variable: 'CASSANDRA_TLS_CA',
    default: '',
    meaning:
      'The file (PEM) of the authorities that sign the nodes’ certificates, with CASSANDRA_TLS=on. If empty, those that Node trusts.',
  },
  cassandraTlsCertificate: {
    kind: 'text',
    variable: 'CASSANDRA_TLS_CERTIFICATE',
    default: '',
    meaning: 'The file (PEM) of the certificate that Waybill shows to nodes that require one.',
  },
  cassandraTlsKey: {
    kind: 'text',
    variable: 'CASSANDRA_TLS_KEY',
    default: '',
    meaning: 'The file (PEM) of that certificate’s private key.',
  },
  cassandraBatchMaxRows: {
    kind: 'number',
    variable: 'CASSANDRA_BATCH_MAX_ROWS',
    default: 100,
    min: 1,
    max: 10_000,
    unit: 'count',
    meaning: 'How many rows of one partition go to Cassandra in one batch.',
  },
  cassandraBatchMaxBytes: {
    kind: 'number',
    variable: 'CASSANDRA_BATCH_MAX_BYTES',
    default: 128 * 1024,
    min: 1_024,
    max: 4 * 1024 ** 2,
    unit: 'bytes',
    meaning:
      'How large such a batch may be; a single row may be larger. Cassandra’s batch_size_fail_threshold is for batches of several partitions, and does not apply to these.',
  },
  cassandraBatchesInFlight: {
    kind: 'number',
    variable: 'CASSANDRA_BATCHES_IN_FLIGHT',
    default: 32,
    min: 1,
    max: 1_024,
    unit: 'count',
    meaning: 'How many of those batches of one partition of the log are in flight at once.',
  },
  cassandraSchemaWatchMs: {
    kind: 'number',
    variable: 'CASSANDRA_SCHEMA_WATCH_MS',
    default: 5_000,
    min: 100,
    max: 3_600_000,
    unit: 'ms',
    meaning:
      'How often a process checks the schema, so that it notices a table that somebody changed or emptied.',
  },
  cassandraPort: {
    kind: 'number',
    variable: 'WAYBILL_CASSANDRA_PORT',
    default: 7442,
    min: 0,
    max: 65_535,
    unit: 'port',
    meaning: 'The port of the Cassandra node that Waybill starts, on loopback; 0 takes any free one.',
  },
  cassandraHeapBytes: {
    kind: 'number',
    variable: 'WAYBILL_CASSANDRA_HEAP_BYTES',
    default: 1024 ** 3,
    min: 512 * 1024 ** 2,
    max: 64 * 1024 ** 3,
    unit: 'bytes',
    meaning: 'The heap of the Cassandra node that Waybill starts.',
  },
  cassandraJava: {
    kind: 'text',
    variable: 'CASSANDRA_JAVA',
    default: '',
    meaning: 'The java (version 17) of the node that Waybill starts. `npm start` finds one.',
  },
  cassandraLib: {
    kind: 'text',
    variable: 'CASSANDRA_LIB',
    default: '',
    meaning: 'The folder of Cassandra’s jars for that node. `npm start` downloads them, with Maven.',
  },
  cassandraStopTimeoutMs: {
    kind: 'number',
    variable: 'WAYBILL_CASSANDRA_STOP_TIMEOUT_MS',
    default: 30_000,
    min: 100,
    max: 600_000,
    unit: 'ms',
    meaning: 'How long the Cassandra node that Waybill started may take to end before it is killed.',
  },
} as const satisfies Record<string, Setting>;
