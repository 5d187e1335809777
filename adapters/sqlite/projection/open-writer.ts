import { DatabaseSync } from 'node:sqlite';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import { fillSharedMemory, requireRoom } from '../thread/shared-memory-room.ts';
import { migrate } from './migrate.ts';
import type { StoreSchema } from './store-schema.ts';

/** After a checkpoint, a write-ahead log larger than this is cut to this size. */
const WAL_KEPT_BYTES = 64 * 1024 ** 2;
const RETRY_MS = 10;

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** SQLite does not call the busy handler for the switch to WAL, so two processes that create the file collide. */
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
 * A writing connection. Creates and migrates the file as needed. `busyMs`: how long it waits for another process's
 * transaction. With `synchronous = FULL` a commit waits for the disk: otherwise WAL would lose the last commits at a power
 * failure.
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
