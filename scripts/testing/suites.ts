export interface Suite {
  /** The files of the suite. */
  pattern: string;
  /**
   * How many files run at once. Made for two cores: tests wait more than they work, but more files would slow each
   * other down.
   */
  filesAtOnce: number;
  /** How many running files may use an engine that needs a core of its own; by the file that starts the engine. */
  enginesAtOnce: Readonly<Record<string, number>>;
  /** How long one file may take. Then it is ended and counts as failed. */
  fileTimeoutMs: number;
  /** The engines it needs besides Node, as variables of `missing-engines.ts`. */
  engines: readonly string[];
}

export const suites: Readonly<Record<string, Suite>> = {
  /** `npm test` */
  default: {
    pattern: 'tests/**/*.test.ts',
    filesAtOnce: 4,
    enginesAtOnce: { 'tests/engines/cassandra-server.ts': 2, 'tests/console/chromium.ts': 2 },
    // The longest takes two minutes on two idle cores: on a busy machine it must not be ended by this.
    fileTimeoutMs: 600_000,
    engines: ['NATS_SERVER_BIN', 'CHROMIUM_BIN', 'CASSANDRA_LIB', 'SCHEMATHESIS_PACKAGES'],
  },
  /** `npm run test:cluster`: three Cassandra nodes need a whole machine. */
  cluster: {
    pattern: 'tests/cluster/*.cluster.ts',
    filesAtOnce: 1,
    enginesAtOnce: {},
    fileTimeoutMs: 600_000,
    engines: ['NATS_SERVER_BIN', 'CASSANDRA_LIB'],
  },
};
