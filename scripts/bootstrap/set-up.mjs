// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildConsole } from './build-console.mjs';
import { installDependencies } from './install-dependencies.mjs';
import { cacheFolder, root } from './places.mjs';
import { provideCassandra } from './provide-cassandra.mjs';
import { provideChromium } from './provide-chromium.mjs';
import { provideNatsServer } from './provide-nats-server.mjs';
import { provideNode } from './provide-node.mjs';
import { provideSchemathesis } from './provide-schemathesis.mjs';
import { SetupError } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';

/**
 * @typedef {object} Needs
 * @property {boolean} natsServer
 * @property {boolean} console
 * @property {boolean} chromium
 * @property {boolean} [cassandra] Java 17 and the jars of a local node
 * @property {boolean} [schemathesis] the tests of the API by its OpenAPI description
 *
 * @typedef {object} Tools
 * @property {string} node
 * @property {string | undefined} natsServer
 * @property {string | undefined} chromium
 * @property {import('./provide-cassandra.mjs').Cassandra | undefined} cassandra
 * @property {import('./provide-schemathesis.mjs').Schemathesis | undefined} [schemathesis]
 */

/**
 * Gets the needed tools that are missing. If nothing is missing, this takes well under a second.
 * @param {Needs} needs
 * @param {import('./progress.mjs').Progress} progress
 * @returns {Promise<Tools>}
 */
export async function setUp(needs, progress) {
  if (process.platform === 'win32') {
    throw new SetupError('Waybill runs on Linux and macOS; on Windows, start it inside WSL.');
  }
  const cache = cacheFolder();
  try {
    mkdirSync(cache, { recursive: true });
  } catch (error) {
    throw new SetupError(
      `The cache folder ${cache} can't be written (${/** @type {Error} */ (error).message}). WAYBILL_CACHE_DIR chooses another folder.`,
    );
  }
  // The lock belongs to the checkout, not to the cache: it guards node_modules and .next.
  return withSetupLock(join(root, '.cache', 'set-up.lock'), progress.say, async () => {
    const node = await provideNode({ cache, progress });
    await installDependencies({ root, node, progress });
    const natsServer = needs.natsServer ? await provideNatsServer({ cache, progress }) : undefined;
    const chromium = needs.chromium ? await provideChromium({ progress }) : undefined;
    const cassandra = needs.cassandra ? await provideCassandra({ cache, progress }) : undefined;
    const schemathesis = needs.schemathesis ? await provideSchemathesis({ cache, progress }) : undefined;
    if (needs.console) await buildConsole({ root, node, progress });
    return { node, natsServer, chromium, cassandra, schemathesis };
  });
}
