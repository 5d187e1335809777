// @ts-check
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { npmCommand } from './npm-command.mjs';
import { CommandFailed, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Installs the packages of the lockfile if they are missing or have other versions. Runs no package's install script.
 * @param {{ root: string, node: string, progress: import('./progress.mjs').Progress }} options
 */
export async function installDependencies({ root, node, progress }) {
  if (isInstalled(root)) return;
  const [npm, ...npmArgs] = npmCommand(node);
  // Development packages are needed too. NODE_ENV=production would leave them out.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const path = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const env = { ...process.env, PATH: path, NODE_ENV: /** @type {const} */ ('development') };
  await progress.step(
    'Installing dependencies',
    'the packages of package-lock.json, about 400 MB; a minute the first time',
    async () => {
      try {
        await runCommand(npm, [...npmArgs, ...args], { timeoutMs: 1_200_000, cwd: root, env });
      } catch (error) {
        if (!(error instanceof CommandFailed)) throw error;
        const lines = error.output.split('\n').filter((line) => /^npm error (?!A complete log)/.test(line));
        const reason = lines
          .slice(0, 4)
          .map((line) => line.replace(/^npm error\s*/, ''))
          .join('; ');
        throw new SetupError(`Installing the dependencies failed: ${reason || error.message}`);
      }
    },
  );
}

/**
 * Whether every package of the lockfile is installed, judged by the copy of the lockfile that npm writes last into
 * node_modules. Optional packages are for one platform each; only this platform's must be installed.
 * @param {string} root
 */
export function isInstalled(root) {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const present = readPackages(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const there = present[path];
    return there ? there.version === entry.version : entry.optional === true && !isForThisPlatform(entry);
  });
}

/** @param {Package} entry */
function isForThisPlatform({ os, cpu, libc }) {
  if (!os?.includes(process.platform) || !cpu?.includes(process.arch)) return false;
  if (!libc) return true;
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (
    process.report?.getReport() ?? {}
  );
  return libc.includes(report.header?.glibcVersionRuntime ? 'glibc' : 'musl');
}

/**
 * @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Package
 */

/**
 * @param {string} file
 * @returns {Record<string, Package> | undefined}
 */
function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
