// @ts-check
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { SetupError } from './bootstrap/setup-error.mjs';
import { toolEnvironment } from './bootstrap/tool-environment.mjs';

// Plain JavaScript for Node 18 and later: it runs before anything is installed.
// node scripts/with-node24.mjs [--nats-server] [--cassandra] [--console] [--chromium] <script.ts> [arguments of the script]

await runScript(async () => {
  const args = process.argv.slice(2);
  const asks = (/** @type {string} */ flag) => args[0] === flag && args.shift() !== undefined;
  const natsServer = asks('--nats-server');
  const cassandra = asks('--cassandra');
  const console = asks('--console');
  const chromium = asks('--chromium');
  const [script, ...rest] = args;
  if (!script)
    throw new SetupError(
      'node scripts/with-node24.mjs [--nats-server] [--cassandra] [--console] [--chromium] <script.ts> [arguments]',
    );
  // Standard output belongs to the script, and its help needs no engines.
  const needs = rest.includes('--help')
    ? { natsServer: false, console: false, chromium: false }
    : { natsServer, console, chromium, cassandra };
  const tools = await setUp(needs, makeProgress(process.stderr));
  const env = toolEnvironment(tools);
  const child = spawn(tools.node, ['--disable-warning=ExperimentalWarning', resolve(script), ...rest], {
    stdio: 'inherit',
    env,
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${script} could not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
});
