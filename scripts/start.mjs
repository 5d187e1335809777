// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { neededTools } from './bootstrap/needed-tools.mjs';
import { root } from './bootstrap/places.mjs';
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { toolEnvironment } from './bootstrap/tool-environment.mjs';

// Plain JavaScript for Node 18 and later: it runs before anything is installed.

await runScript(async () => {
  const args = process.argv.slice(2);
  const { json, ...needs } = neededTools(args, {
    natsUrl: process.env.NATS_URL,
    stores: process.env.WAYBILL_STORES,
    cassandraContactPoints: process.env.CASSANDRA_CONTACT_POINTS,
  });
  const progress = makeProgress(json ? process.stderr : process.stdout);
  const tools = await setUp({ ...needs, chromium: false }, progress);
  superviseWith(tools, args);
});

/**
 * Hands over to the supervisor, which runs on Node 24. It gets every signal that this process gets: with Ctrl-C it has
 * it already from the terminal, and counts signals that come together as one.
 * @param {import('./bootstrap/set-up.mjs').Tools} tools
 * @param {string[]} args
 */
function superviseWith(tools, args) {
  const env = toolEnvironment(tools);
  const child = spawn(
    tools.node,
    ['--disable-warning=ExperimentalWarning', join(root, 'processes', 'supervisor', 'main.ts'), ...args],
    // The channel tells the supervisor when this process is killed.
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`Waybill's supervisor could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

/**
 * npm that is killed takes nobody with it. Whoever started Waybill by it and ended it so would find every process
 * still there; what was started without npm, such as in the background of a shell, may outlive its parent.
 * @param {() => void} action
 */
function whenNpmIsGone(action) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    action();
  }, 500);
  timer.unref();
}
