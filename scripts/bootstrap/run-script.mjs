// @ts-check
import { endRunningCommands } from './run-command.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Runs a script's main function. A SetupError prints one message and exits with 1. A signal ends the commands that were
 * started.
 * @param {() => Promise<void>} main
 */
export async function runScript(main) {
  const interrupt = (/** @type {NodeJS.Signals} */ signal) => {
    endRunningCommands();
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => interrupt(signal));
  }
  try {
    await main();
  } catch (error) {
    endRunningCommands();
    const known = error instanceof SetupError;
    process.stderr.write(`${known ? error.message : /** @type {Error} */ (error).stack}\n`);
    process.exit(1);
  }
}
