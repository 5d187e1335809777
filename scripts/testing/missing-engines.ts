/** The engines (by their variables) that `npm test` did not find, described for people. */
export function missingEngines(
  needed: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): string[] {
  const engines = [
    {
      variable: 'NATS_SERVER_BIN',
      what: 'nats-server, so the tests of the log did not run (NATS_SERVER_BIN)',
    },
    { variable: 'CHROMIUM_BIN', what: 'Chromium, so the tests of the console did not run (CHROMIUM_BIN)' },
    {
      variable: 'CASSANDRA_LIB',
      what: 'Cassandra, so the tests of its history did not run (Java 17 and Maven, or CASSANDRA_LIB)',
    },
    {
      variable: 'SCHEMATHESIS_PACKAGES',
      what: 'Schemathesis, so the API was not tested by its description (Python 3.11 with pip)',
    },
  ];
  return engines
    .filter(({ variable }) => needed.includes(variable) && !environment[variable])
    .map(({ what }) => what);
}
