import { join } from 'node:path';

/** The paths in the data folder. */
export const dataPaths = (dataDir: string) => ({
  log: join(dataDir, 'nats'),
  cassandra: join(dataDir, 'cassandra'),
  operationsIndex: join(dataDir, 'operations-index.sqlite'),
  lagHistory: join(dataDir, 'lag-history.sqlite'),
  ledgerIndex: join(dataDir, 'ledger-index.sqlite'),
  apiKeys: join(dataDir, 'api-keys.json'),
  operatorKeys: join(dataDir, 'operator-keys.json'),
  identity: join(dataDir, 'identity.sqlite'),
  setUpToken: join(dataDir, 'set-up-token'),
  logs: join(dataDir, 'logs'),
  processes: join(dataDir, 'processes'),
  lock: join(dataDir, 'instance.lock'),
});

/** The file of a projection's embedded store. */
export const projectionFile = (dataDir: string, projection: string): string =>
  join(dataDir, `${projection}.sqlite`);
