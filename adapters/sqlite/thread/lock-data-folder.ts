import { DatabaseSync } from 'node:sqlite';

/** Thrown when another process holds the lock. */
export class DataFolderLocked extends Error {
  override name = 'DataFolderLocked';
}

/**
 * Takes the lock of a data folder: the operating system's lock on a SQLite file, which ends with this process, however it
 * ends. Throws DataFolderLocked, or SQLite's own error if the file can't be created.
 */
export function lockDataFolder(file: string): { release(): void } {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new DataFolderLocked(`${file} is locked by another process.`, { cause: error });
    throw error;
  }
  return { release: () => database.close() };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
  // The low byte is the primary code; the rest is the variant.
  return (code & 0xff) === SQLITE_BUSY;
}
