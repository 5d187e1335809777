import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { holdFile } from '../../adapters/sqlite/projection/hold-file.ts';
import { atExit } from '../../tests/engines/at-exit.ts';

/** The ways to make each store refuse writes. */
export const REFUSALS = { sqlite: ['locked', 'read-only'], cassandra: ['killed', 'suspended'] } as const;

const LOCK_MS = 5_000;

/**
 * Makes the history's file refuse writes. Returns a function that ends this. `locked`: another program holds the write
 * lock. `read-only`: no process can open the file for writing; the worker is killed so that it opens the file again.
 */
export async function refuseStore(how: string, file: string, killWorker: () => void): Promise<() => void> {
  if (how === 'locked') return await holdFile(file, LOCK_MS);
  protect(file, true);
  const restore = () => {
    forget();
    protect(file, false);
  };
  // After an interrupted run, nobody could remove the file.
  const forget = atExit(restore);
  killWorker();
  return restore;
}

/** Root can write to any file except an immutable one. */
function protect(file: string, isProtected: boolean): void {
  if (process.getuid?.() !== 0) {
    chmodSync(file, isProtected ? 0o444 : 0o644);
    return;
  }
  const { status, stderr, error } = spawnSync('chattr', [isProtected ? '+i' : '-i', file]);
  if (status !== 0) throw error ?? new Error(String(stderr).trim());
}
