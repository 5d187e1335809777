export interface Suite {
  /** Which files are of it. */
  pattern: string;
  /** Two cores are what the tests are made for: they wait more than they work, and more than these would make each other late. */
  filesAtOnce: number;
  /** How many of these may start an engine that takes a core for itself, by the file that starts it. */
  enginesAtOnce: Readonly<Record<string, number>>;
  /** How long one file may take; then it is ended and has failed. */
  fileTimeoutMs: number;
  /** What it needs beside Node: the variables of `missing-engines.ts`. */
  engines: readonly string[];
}

export const suites: Readonly<Record<string, Suite>> = {
  /** `npm test` */
  default: {
    pattern: 'tests/**/*.test.ts',
    filesAtOnce: 4,
    enginesAtOnce: { 'tests/engines/cassandra-server.ts': 2, 'tests/console/chromium.ts': 2 },
    fileTimeoutMs: 300_000,
    engines: ['NATS_SERVER_BIN', 'CHROMIUM_BIN', 'CASSANDRA_LIB'],
  },
  /** `npm run test:cluster`: three nodes of Cassandra take all of a machine. */
  cluster: {
    pattern: 'tests/cluster/*.cluster.ts',
    filesAtOnce: 1,
    enginesAtOnce: {},
    fileTimeoutMs: 600_000,
    engines: ['NATS_SERVER_BIN', 'CASSANDRA_LIB'],
  },
};
