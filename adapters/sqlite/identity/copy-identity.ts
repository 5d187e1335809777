import { copyFileSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';

/** Copies a store of accounts, also while it is in use. Nobody but its owner can read the copy. */
export async function copyIdentity(from: string, to: string): Promise<void> {
  using store = new DatabaseSync(from);
  process.umask(0o077);
  await backup(store, to);
}

/** Puts a copy in a store's place, and ends all sessions. The store must not be in use. */
export function restoreIdentity(copy: string, file: string): void {
  process.umask(0o077);
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
  copyFileSync(copy, file);
  using store = new DatabaseSync(file);
  store.exec('DELETE FROM session');
}

/** How many accounts a file holds; undefined if it is no store of accounts. */
export function countAccounts(file: string): number | undefined {
  try {
    using copy = new DatabaseSync(file, { readOnly: true });
    return Number(copy.prepare('SELECT count(*) AS people FROM user').get()?.people);
  } catch {
    return undefined;
  }
}
