import { fileIdentity } from '../../adapters/sqlite/thread/file-identity.ts';
import { DataFolderLocked, lockDataFolder } from '../../adapters/sqlite/thread/lock-data-folder.ts';

const CHECK_MS = 2_000;

/**
 * Keeps the lock of the data folder. If the file was deleted or replaced, takes the lock again, since the old one no
 * longer excludes other processes. Calls `taken` if another process has taken it first.
 */
export function keepLock(file: string, taken: () => void): { release(): void; look(): void } {
  let lock = lockDataFolder(file);
  let held = fileIdentity(file);

  function look(): void {
    try {
      const there = fileIdentity(file);
      if (there !== null && there === held) return;
      const next = lockDataFolder(file);
      lock.release();
      lock = next;
      held = fileIdentity(file);
    } catch (error) {
      if (error instanceof DataFolderLocked) taken();
      // Otherwise the folder is missing or can't be written now. Try again later.
    }
  }

  const timer = setInterval(look, CHECK_MS);
  timer.unref();
  return {
    look,
    release() {
      clearInterval(timer);
      lock.release();
    },
  };
}
