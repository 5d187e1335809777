import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';

const { beats, checkMs, checks } = workerData as { beats: Int32Array; checkMs: number; checks: number };

let seen = Atomics.load(beats, 0);
let missed = 0;

setInterval(() => {
  const now = Atomics.load(beats, 0);
  missed = now === seen ? missed + 1 : 0;
  seen = now;
  if (missed < checks) return;
  writeSync(
    2,
    `The event loop has been blocked for ${checks * checkMs} ms. The watchdog kills this process so that it restarts.\n`,
  );
  process.kill(process.pid, 'SIGKILL');
}, checkMs);
