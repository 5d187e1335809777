// @ts-check
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { differenceFromLock, jarsFolderName, pomFile } from './cassandra-jars.mjs';
import { findJava17 } from './find-java17.mjs';
import { findPrograms } from './find-program.mjs';
import { placeAtomically } from './place-atomically.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * @typedef {object} Cassandra
 * @property {string} java a Java 17
 * @property {string} lib the folder of Cassandra's jars
 *
 * @typedef {object} CassandraOptions
 * @property {string} cache
 * @property {import('./progress.mjs').Progress} progress
 * @property {NodeJS.ProcessEnv} [environment]
 */

/**
 * Provides what a local Cassandra node needs: Java 17 and the jars. The jars come from CASSANDRA_LIB, from the cache,
 * or from Maven; those are checked against the committed lock. In CI, as root on Debian, installs Java and Maven if
 * they are missing. Throws SetupError, which says what is missing.
 * @param {CassandraOptions} options
 * @returns {Promise<Cassandra>}
 */
export async function provideCassandra({ cache, progress, environment = process.env }) {
  const named = environment.CASSANDRA_LIB;
  if (named && !isLibrary(named)) {
    throw new SetupError(
      `CASSANDRA_LIB: the folder ${named} does not contain Cassandra's jars (apache-cassandra-*.jar or cassandra-all-*.jar).`,
    );
  }
  const folder = join(cache, jarsFolderName());
  const difference = named || !existsSync(folder) ? undefined : differenceFromLock(folder);
  if (difference) progress.say(`Getting Cassandra's jars again: ${difference}.`);
  const present = Boolean(named) || (existsSync(folder) && !difference);

  const java = await javaOrInstalled(!present, progress, environment);
  if (named) return { java, lib: resolve(named) };
  if (!present) {
    rmSync(folder, { recursive: true, force: true });
    await getJars(folder, java, progress, environment);
  }
  return { java, lib: folder };
}

/** The jar of Cassandra itself, as a release or Maven names it. */
const LIBRARY = /^(apache-cassandra|cassandra-all)-.*\.jar$/;

/** @param {string} folder */
function isLibrary(folder) {
  return existsSync(folder) && readdirSync(folder).some((name) => LIBRARY.test(name));
}

/**
 * @param {boolean} needsMaven
 * @param {import('./progress.mjs').Progress} progress
 * @param {NodeJS.ProcessEnv} environment
 */
async function javaOrInstalled(needsMaven, progress, environment) {
  const hasMaven = () => !needsMaven || findPrograms('mvn', environment.PATH).length > 0;
  let java = await findJava17(environment);
  const [apt] = findPrograms('apt-get', environment.PATH);
  if ((!java || !hasMaven()) && environment.CI && process.getuid?.() === 0 && apt) {
    await progress.step('Installing Java 17 and Maven', 'for the tests of Cassandra; a minute', async () => {
      const options = { timeoutMs: 900_000, env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' } };
      const packages = ['openjdk-17-jre-headless', ...(needsMaven ? ['maven'] : [])];
      try {
        await runCommand(apt, ['update'], options);
        await runCommand(apt, ['install', '-y', '--no-install-recommends', ...packages], options);
      } catch (error) {
        progress.say(`  ${/** @type {Error} */ (error).message}`);
      }
    });
    java = await findJava17(environment);
  }
  if (!java) {
    throw new SetupError(
      'Cassandra needs exactly Java 17. None was found in JAVA_HOME, on PATH or in /usr/lib/jvm. Install openjdk-17-jre-headless, set JAVA_HOME to a Java 17, or use a Cassandra that runs elsewhere (CASSANDRA_CONTACT_POINTS).',
    );
  }
  if (!hasMaven()) {
    throw new SetupError(
      "Waybill gets Cassandra's jars with Maven, but there is no mvn on PATH. Install maven, set CASSANDRA_LIB to a folder with the jars, or use a Cassandra that runs elsewhere (CASSANDRA_CONTACT_POINTS).",
    );
  }
  return java;
}

/**
 * @param {string} folder
 * @param {string} java
 * @param {import('./progress.mjs').Progress} progress
 * @param {NodeJS.ProcessEnv} environment
 */
async function getJars(folder, java, progress, environment) {
  const maven = /** @type {string} */ (findPrograms('mvn', environment.PATH)[0]);
  // Maven must use the Java that was found, not the one it would choose itself.
  const env = { ...environment, JAVA_HOME: join(java, '..', '..') };
  await progress.step("Getting Cassandra's jars with Maven", '67 MB, once', () =>
    placeAtomically(folder, async (temporary) => {
      const goal = ['-B', '-q', '-f', pomFile, COPY, '-DincludeScope=runtime'];
      try {
        await runCommand(maven, [...goal, `-DoutputDirectory=${temporary}`], { timeoutMs: 900_000, env });
      } catch (error) {
        throw new SetupError(`Getting Cassandra's jars failed: ${/** @type {Error} */ (error).message}.`);
      }
      const difference = differenceFromLock(temporary);
      if (difference) throw new SetupError(`Cassandra's jars differ from jars.lock: ${difference}.`);
    }),
  );
}
