import type { Settings } from '../../platform/configuration/settings.ts';

/** The nodes to connect to first; if none are named, the one that `npm start` starts here. */
export const cassandraPoints = (settings: Settings): string =>
  settings.cassandraContactPoints || `127.0.0.1:${settings.cassandraPort}`;
