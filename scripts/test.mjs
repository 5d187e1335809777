// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap/places.mjs';
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { SetupError } from './bootstrap/setup-error.mjs';

// Plain JavaScript for Node 18 and later: it runs before anything is installed.

await runScript(async () => {
  const tools = await setUpTests(makeProgress(process.stdout));
  const env = {
    ...process.env,
    ...(tools.natsServer ? { NATS_SERVER_BIN: tools.natsServer } : {}),
    ...(tools.chromium ? { CHROMIUM_BIN: tools.chromium } : {}),
  };
  const runner = join(root, 'scripts', 'testing', 'run-tests.ts');
  const child = spawn(
    tools.node,
    ['--disable-warning=ExperimentalWarning', runner, ...process.argv.slice(2)],
    { stdio: 'inherit', env, cwd: root },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code) => process.exit(code ?? 1));
});

/**
 * All the tests need. Outside CI, a nats-server that can't be had skips the tests that need it; in CI it fails.
 * @param {import('./bootstrap/progress.mjs').Progress} progress
 */
async function setUpTests(progress) {
  const needs = { natsServer: true, console: true, chromium: true };
  try {
    return await setUp(needs, progress);
  } catch (error) {
    if (process.env.CI || !(error instanceof SetupError) || !/nats-server/.test(error.message)) throw error;
    progress.say(error.message);
    return await setUp({ ...needs, natsServer: false }, progress);
  }
}
