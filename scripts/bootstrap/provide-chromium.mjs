// @ts-check
import { findPrograms, isExecutable } from './find-program.mjs';
import { runCommand } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The path of a Chromium for the browser tests: CHROMIUM_BIN, or one on PATH. In CI, as root on Debian, installs one.
 * Undefined if there is none; these tests are then skipped.
 * @param {{ progress: import('./progress.mjs').Progress, environment?: NodeJS.ProcessEnv }} options
 * @returns {Promise<string | undefined>}
 */
export async function provideChromium({ progress, environment = process.env }) {
  const named = environment.CHROMIUM_BIN;
  if (named) {
    if (isExecutable(named)) return named;
    throw new SetupError(`CHROMIUM_BIN: ${named} is not an executable program.`);
  }
  const found = find(environment);
  const [apt] = findPrograms('apt-get', environment.PATH);
  if (found || !environment.CI || process.getuid?.() !== 0 || !apt) return found;

  await progress.step('Installing Chromium', 'for the browser tests; two minutes', async () => {
    const options = { timeoutMs: 900_000, env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' } };
    try {
      await runCommand(apt, ['update'], options);
      await runCommand(apt, ['install', '-y', '--no-install-recommends', 'chromium'], options);
    } catch (error) {
      progress.say(`  ${/** @type {Error} */ (error).message}`);
    }
  });
  return find(environment);
}

/** @param {NodeJS.ProcessEnv} environment */
const find = (environment) => NAMES.flatMap((name) => findPrograms(name, environment.PATH))[0];
