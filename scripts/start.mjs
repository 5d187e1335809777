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
 * Starts the supervisor on Node 24 and forwards every signal to it. The terminal already sends it Ctrl-C; the
 * supervisor counts signals that come together as one.
 * @param {import('./bootstrap/set-up.mjs').Tools} tools
 * @param {string[]} args
 */
function superviseWith(tools, args) {
  const env = toolEnvironment(tools);
  const child = spawn(
    tools.node,
    ['--disable-warning=ExperimentalWarning', join(root, 'processes', 'supervisor', 'main.ts'), ...args],
    // The channel closes when this process is killed, which the supervisor notices.
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env },
  );
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.removeAllListeners(signal);
    process.on(signal, () => child.kill(signal));
  }
  whenNpmIsGone(() => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`Waybill's supervisor could not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}

/**
 * Calls `action` when npm has ended. A killed npm does not end its children, so all processes would keep running. A
 * start without npm, such as in the background of a shell, may outlive its parent.
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
