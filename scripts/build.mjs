// @ts-check
import { makeProgress } from './bootstrap/progress.mjs';
import { runScript } from './bootstrap/run-script.mjs';
import { setUp } from './bootstrap/set-up.mjs';

// Builds the console if its sources have changed.
await runScript(async () => {
  await setUp({ natsServer: false, console: true, chromium: false }, makeProgress(process.stdout));
});
