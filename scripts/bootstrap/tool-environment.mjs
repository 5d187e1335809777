// @ts-check
import { join } from 'node:path';
import { cacheFolder } from './places.mjs';

/**
 * The environment for processes on Node 24: this process's own, plus the paths of the tools. Node caches compiled code,
 * so that later processes start in half the time of the first.
 * @param {import('./set-up.mjs').Tools} tools
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment({ natsServer, chromium, cassandra, schemathesis }) {
  return {
    NODE_COMPILE_CACHE: join(cacheFolder(), 'compiled'),
    ...process.env,
    ...(natsServer ? { NATS_SERVER_BIN: natsServer } : {}),
    ...(chromium ? { CHROMIUM_BIN: chromium } : {}),
    ...(cassandra ? { CASSANDRA_JAVA: cassandra.java, CASSANDRA_LIB: cassandra.lib } : {}),
    ...(schemathesis
      ? { SCHEMATHESIS_PYTHON: schemathesis.python, SCHEMATHESIS_PACKAGES: schemathesis.packages }
      : {}),
  };
}
