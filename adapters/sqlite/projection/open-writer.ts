import { DatabaseSync } from 'node:sqlite';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import { fillSharedMemory, requireRoom } from '../thread/shared-memory-room.ts';
import { migrate } from './migrate.ts';
import type { StoreSchema } from './store-schema.ts';

/** The size to which a write-ahead log that grew beyond it is cut after a checkpoint. */
const WAL_KEPT_BYTES = 64 * 1024 ** 2;
const RETRY_MS = 10;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** SQLite asks no busy handler for the switch to WAL, so that two processes that create the file collide. */
function whileBusy(work: () => void, busyMs: number): void {
  const until = performance.now() + busyMs;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (classifySqliteError(error).code !== 'SQLITE_BUSY' || performance.now() >= until) throw error;
      Atomics.wait(sleeper, 0, 0, RETRY_MS);
    }
  }
}

/**
 * A connection that writes, to a file that is created and migrated as needed. `busyMs`: how long it waits for
 * another process's transaction. Synchronous FULL makes a commit wait for the disk: without it WAL would lose
 * the last commits on a power failure.
 */
export function openWriter(path: string, busyMs: number, schema: StoreSchema): DatabaseSync {
  requireRoom(path);
  const database = new DatabaseSync(path, { timeout: busyMs });
  try {
    whileBusy(() => database.exec('PRAGMA journal_mode = WAL'), busyMs);
    database.exec(
      `PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 8192; PRAGMA journal_size_limit = ${WAL_KEPT_BYTES}`,
    );
    fillSharedMemory(database, path);
    migrate(database, schema);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
