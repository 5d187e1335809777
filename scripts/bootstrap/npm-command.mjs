// @ts-check
import { findPrograms } from './find-program.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * How npm is run: the npm that started this, else the one on PATH.
 * @returns {[file: string, ...args: string[]]}
 */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script && /npm-cli\.(c?js|mjs)$/.test(script)) return [process.execPath, script];
  const [npm] = findPrograms('npm');
  if (!npm) {
    throw new SetupError(
      'Waybill needs npm, which comes with Node, to install what it depends on: no npm on PATH.',
    );
  }
  return [npm];
}
