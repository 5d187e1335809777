// @ts-check
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';

// Gets Node 24, the dependencies and a nats-server. Builds nothing.
await runScript(async () => {
  await setUp({ natsServer: true, console: false, chromium: false }, makeProgress(process.stdout));
});
