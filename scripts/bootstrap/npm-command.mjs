// @ts-check
import { findPrograms } from './find-program.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * The command for npm: the npm that started this process, or else the one on PATH. Runs on the given Node, because npm
 * skips optional packages that its Node is too old for, and the console's build needs some of them.
 * @param {string} [node]
 * @returns {[file: string, ...args: string[]]}
 */
export function npmCommand(node = process.execPath) {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.(c?js|mjs)$/.test(script)) return [node, script];
  const [npm] = findPrograms('npm');
  if (!npm) {
    throw new SetupError(
      'Waybill needs npm to install its dependencies, but there is no npm on PATH. npm comes with Node.',
    );
  }
  return [npm];
}
