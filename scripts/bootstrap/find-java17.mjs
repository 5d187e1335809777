// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms, isExecutable } from './find-program.mjs';
import { runCommand } from './run-command.mjs';

const JVMS = '/usr/lib/jvm';

/**
 * The path of a `java` of version 17, the only version that Cassandra 5 runs on here. Looks in JAVA_HOME, on PATH, and
 * where distributions install Java. Undefined if there is none.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<string | undefined>}
 */
export async function findJava17(environment) {
  const home = environment.JAVA_HOME;
  const installed = existsSync(JVMS) ? readdirSync(JVMS).map((name) => join(JVMS, name, 'bin', 'java')) : [];
  const candidates = [
    ...(home ? [join(home, 'bin', 'java')] : []),
    ...findPrograms('java', environment.PATH),
    ...installed,
  ];
  for (const java of candidates)
    if (isExecutable(java) && (await isVersion17(java, environment))) return java;
  return undefined;
}

/** @param {string} java @param {NodeJS.ProcessEnv} env */
async function isVersion17(java, env) {
  try {
    return /^openjdk 17\b|^java 17\b/m.test(
      await runCommand(java, ['--version'], { timeoutMs: 20_000, env }),
    );
  } catch {
    return false;
  }
}
