// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrograms } from './find-program.mjs';
import { placeAtomically } from './place-atomically.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';
import { isAtLeast, parseVersion } from './version.mjs';

/** @type {import('./version.mjs').Version} */
const PYTHON = [3, 11, 0];
const PROGRAMS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

const requirements = join(import.meta.dirname, 'schemathesis', 'requirements.txt');

/**
 * @typedef {object} Schemathesis
 * @property {string} python
 * @property {string} packages the folder of its Python packages, for PYTHONPATH
 */

/**
 * Schemathesis, which tests an API by its OpenAPI description: the packages of its requirements file, checked by their hashes, in
 * a folder of the cache. Nothing is installed into Python. Throws SetupError, which says what is missing.
 * @param {{ cache: string, progress: import('./progress.mjs').Progress, environment?: NodeJS.ProcessEnv }} options
 * @returns {Promise<Schemathesis>}
 */
export async function provideSchemathesis({ cache, progress, environment = process.env }) {
  const python = await findPython(environment);
  const version = createHash('sha256')
    .update(readFileSync(requirements))
    .update(python.version)
    .digest('hex');
  const packages = join(cache, `schemathesis-${version.slice(0, 12)}`);
  if (!existsSync(packages)) await getPackages(python.file, packages, progress, environment);
  return { python: python.file, packages };
}

/** @param {NodeJS.ProcessEnv} environment */
async function findPython(environment) {
  for (const name of PROGRAMS) {
    for (const file of findPrograms(name, environment.PATH)) {
      const said = await runCommand(file, ['--version'], { timeoutMs: 10_000, env: environment }).catch(
        () => '',
      );
      const version = parseVersion(said);
      if (version && isAtLeast(version, PYTHON)) return { file, version: version.slice(0, 2).join('.') };
    }
  }
  throw new SetupError(
    'Schemathesis, which tests the API by its description, needs Python 3.11 or later with pip on PATH.',
  );
}

/**
 * @param {string} python
 * @param {string} folder
 * @param {import('./progress.mjs').Progress} progress
 * @param {NodeJS.ProcessEnv} env
 */
async function getPackages(python, folder, progress, env) {
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
  const checked = ['--only-binary', ':all:', '--require-hashes', '-r', requirements];
  try {
    await progress.step('Getting Schemathesis with pip', 'for the tests of the API; 25 MB, once', () =>
      placeAtomically(folder, async (temporary) => {
        await runCommand(python, [...pip, ...checked, '--target', temporary], { timeoutMs: 600_000, env });
      }),
    );
  } catch (error) {
    throw new SetupError(`Getting Schemathesis with pip failed: ${/** @type {Error} */ (error).message}`);
  }
}
