import { fileIdentity } from '../adapters/sqlite/file-identity.ts';
import { DataFolderLocked, lockDataFolder } from '../adapters/sqlite/lock-data-folder.ts';

const CHECK_MS = 2_000;

/**
 * Keeps the lock of the data folder: where its file was deleted or exchanged, it is taken again, since the old lock keeps
 * nobody out. `taken` is called where another process has it by then.
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
      // Else the folder is gone or takes no file now: it is tried again.
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
