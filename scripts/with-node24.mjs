// @ts-check
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { SetupError } from './bootstrap/setup-error.mjs';

// Plain JavaScript for Node 18 and later: it runs before anything is installed.
// node scripts/with-node24.mjs [--nats-server] <script.ts> [arguments of the script]

await runScript(async () => {
  const args = process.argv.slice(2);
  const natsServer = args[0] === '--nats-server';
  if (natsServer) args.shift();
  const [script, ...rest] = args;
  if (!script) throw new SetupError('node scripts/with-node24.mjs [--nats-server] <script.ts> [arguments]');
  // Standard output belongs to the script.
  const tools = await setUp({ natsServer, console: false, chromium: false }, makeProgress(process.stderr));
  const env = { ...process.env, ...(tools.natsServer ? { NATS_SERVER_BIN: tools.natsServer } : {}) };
  const child = spawn(tools.node, ['--disable-warning=ExperimentalWarning', resolve(script), ...rest], {
    stdio: 'inherit',
    env,
  });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    process.stderr.write(`${script} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
});
