// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CommandFailed, runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/** The sources of the console. */
const SOURCES = [
  'app',
  'components',
  'contracts',
  'platform/configuration',
  'public',
  'proxy.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
  'package-lock.json',
];

/**
 * Builds the console if its sources have changed since the last build.
 * @param {{ root: string, node: string, progress: import('./progress.mjs').Progress }} options
 */
export async function buildConsole({ root, node, progress }) {
  const hash = hashSources(root);
  const stamp = join(root, '.next', 'built-from');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await progress.step('Building the console', 'its sources changed; about half a minute', async () => {
    const next = join(root, 'node_modules', 'next', 'dist', 'bin', 'next');
    const env = {
      ...process.env,
      NODE_ENV: /** @type {const} */ ('production'),
      NEXT_TELEMETRY_DISABLED: '1',
    };
    try {
      await runCommand(node, [next, 'build'], { timeoutMs: 600_000, cwd: root, env });
    } catch (error) {
      // The build's cache remembers an import that could not be resolved, even after the file exists.
      rmSync(join(root, '.next'), { recursive: true, force: true });
      if (!(error instanceof CommandFailed)) throw error;
      throw new SetupError(
        `Building the console failed: ${error.message}.\n${error.output.trim().slice(-4_000)}`,
      );
    }
    writeFileSync(stamp, hash);
  });
}

/**
 * A hash over the names and contents of all sources. Modification times mean nothing after a clone.
 * @param {string} root
 */
export function hashSources(root) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of filesOf(join(root, source))) {
      hash
        .update(`${relative(root, file)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}
