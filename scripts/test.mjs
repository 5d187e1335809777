// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './bootstrap/places.mjs';
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { SetupError } from './bootstrap/setup-error.mjs';
import { toolEnvironment } from './bootstrap/tool-environment.mjs';

// Plain JavaScript for Node 18 and later: it runs before anything is installed.

await runScript(async () => {
  const args = process.argv.slice(2);
  const browser = !/--suite[= ]cluster/.test(args.join(' '));
  const needs = args.includes('--help')
    ? { natsServer: false, console: false, chromium: false }
    : { natsServer: true, console: browser, chromium: browser, cassandra: true, schemathesis: browser };
  const tools = await setUpTests(makeProgress(process.stdout), needs);
  const env = toolEnvironment(tools);
  const runner = join(root, 'scripts', 'testing', 'run-tests.ts');
  const child = spawn(tools.node, ['--disable-warning=ExperimentalWarning', runner, ...args], {
    stdio: 'inherit',
    env,
    cwd: root,
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code) => process.exit(code ?? 1));
});

/**
 * Gets everything the tests need. Without a nats-server, a Cassandra or a Schemathesis, the tests that need it are skipped;
 * in CI, the run fails.
 * @param {import('./bootstrap/progress.mjs').Progress} progress
 * @param {import('./bootstrap/set-up.mjs').Needs} needs
 * @returns {Promise<import('./bootstrap/set-up.mjs').Tools>}
 */
async function setUpTests(progress, needs) {
  try {
    return await setUp(needs, progress);
  } catch (error) {
    if (process.env.CI || !(error instanceof SetupError)) throw error;
    if (needs.natsServer && /nats-server/.test(error.message)) {
      progress.say(error.message);
      return await setUpTests(progress, { ...needs, natsServer: false });
    }
    if (needs.cassandra && /Cassandra/.test(error.message)) {
      progress.say(error.message);
      return await setUpTests(progress, { ...needs, cassandra: false });
    }
    if (needs.schemathesis && /Schemathesis/.test(error.message)) {
      progress.say(error.message);
      return await setUpTests(progress, { ...needs, schemathesis: false });
    }
    throw error;
  }
}
