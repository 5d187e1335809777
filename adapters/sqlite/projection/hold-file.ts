import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { classifySqliteError } from '../thread/classify-sqlite-error.ts';
import { requireRoom } from '../thread/shared-memory-room.ts';

const AGAIN_MS = 20;

/**
 * Takes the write lock of a projection's file. Until it is released nobody else writes there; reads continue. It is the
 * operating system's lock, so it ends with this process, however the process ends. Writes nothing. Returns the function that
 * releases the lock. Throws StoreFailure if the lock isn't free within `withinMs`.
 */
export async function holdFile(path: string, withinMs: number): Promise<() => void> {
  if (!existsSync(path)) throw new StoreFailure('outage', 'no-file', `There is no file ${path} yet.`);
  const database = open(path);
  try {
    for (const until = performance.now() + withinMs; ; await delay(AGAIN_MS)) {
      if (tryToHold(database, performance.now() >= until)) return () => database.close();
    }
  } catch (error) {
    database.close();
    throw classifySqliteError(error);
  }
}

/** Never creates the file again if it is being removed. SQLite must not wait for the lock: that would block the event loop. */
function open(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  url.searchParams.set('mode', 'rw');
  try {
    requireRoom(path);
    return new DatabaseSync(url, { timeout: 0 });
  } catch (error) {
    throw classifySqliteError(error);
  }
}

function tryToHold(database: DatabaseSync, isLast: boolean): boolean {
  try {
    database.exec('BEGIN IMMEDIATE');
    return true;
  } catch (error) {
    if (isLast || classifySqliteError(error).code !== 'SQLITE_BUSY') throw error;
    return false;
  }
}
