// @ts-check
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';

/**
 * The environment of what is started on Node 24: this one's, with where the tools are. Node keeps what it compiled, so that
 * a process starts in half the time of the first of its kind.
 * @param {import('./set-up.mjs').Tools} tools
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment({ natsServer, chromium, cassandra }) {
  return {
    NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    ...process.env,
    ...(natsServer ? { NATS_SERVER_BIN: natsServer } : {}),
    ...(chromium ? { CHROMIUM_BIN: chromium } : {}),
    ...(cassandra ? { CASSANDRA_JAVA: cassandra.java, CASSANDRA_LIB: cassandra.lib } : {}),
  };
}
