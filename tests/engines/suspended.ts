import { execFileSync } from 'node:child_process';
import { waitUntil } from './condition.ts';

/** Suspends a process. Resolves once it has stopped, since a signal takes effect a moment after it is sent. */
export async function suspended(target: { suspend(): void; readonly pid: number }): Promise<void> {
  target.suspend();
  await waitUntil(
    () => execFileSync('ps', ['-o', 'state=', '-p', String(target.pid)], { encoding: 'utf8' }).includes('T'),
    { what: `process ${target.pid} to be suspended` },
  );
}
