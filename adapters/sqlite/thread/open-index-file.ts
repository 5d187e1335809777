import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fillSharedMemory, requireRoom } from './shared-memory-room.ts';

/** How the file of an index is laid out. */
interface IndexLayout {
  /** Creates its tables. */
  schema: string;
  /** What the rows depend on besides the streams: a file of another version is created again. */
  version: string;
}

/** The pages kept in memory, in KiB: all of the indexes that count 100,000 dead letters. */
const CACHE_KIB = 65_536;

/** In pages of 4 KiB. Larger, because while the index is filled a checkpoint writes pages that soon change again. */
const CHECKPOINT_PAGES = 8_192;

/** After a checkpoint, a write-ahead log larger than this is cut to this size. */
const WAL_KEPT_BYTES = 64 * 1024 ** 2;

/** A layout's version as 31 bits; never 0, which a new file has. */
const versionFor = ({ version }: IndexLayout): number =>
  (Number.parseInt(hash('sha256', version).slice(0, 8), 16) >>> 1) | 1;

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/** Whether a file has this layout and is not damaged. */
export const isOfLayout = (database: DatabaseSync, layout: IndexLayout): boolean =>
  versionOf(database) === versionFor(layout);

export function removeIndexFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/**
 * Opens the file of an index. A file of another version, or one that SQLite can't read, is deleted and created again:
 * everything in it is also in the streams. Throws errors of the disk.
 */
export function openIndexFile(path: string, layout: IndexLayout): DatabaseSync {
  try {
    const database = open(path);
    const version = versionOf(database);
    if (version === versionFor(layout)) return database;
    if (version === 0 && isEmpty(database)) return create(database, layout);
    database.close();
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  removeIndexFile(path);
  return create(open(path), layout);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html). */
export function isBroken(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return errcode !== undefined && [11, 26].includes(errcode & 0xff);
}

function open(path: string): DatabaseSync {
  requireRoom(path);
  const database = new DatabaseSync(path, { timeout: 1_000 });
  try {
    // Synced at checkpoints only: a power failure may lose the newest transactions, which are read again.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = ${WAL_KEPT_BYTES};`,
    );
    fillSharedMemory(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;

function create(database: DatabaseSync, layout: IndexLayout): DatabaseSync {
  database.exec(`BEGIN; ${layout.schema} PRAGMA user_version = ${versionFor(layout)}; COMMIT`);
  return database;
}
