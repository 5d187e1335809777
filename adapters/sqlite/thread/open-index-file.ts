import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fillSharedMemory, requireRoom } from './shared-memory-room.ts';

/** How the file of an index is laid out. */
export interface IndexLayout {
  /** Creates its tables. */
  schema: string;
  /** What the rows depend on beside the streams: a file of another version is made anew. */
  version: string;
}

/** The pages kept in memory, in KiB: the whole of the indexes by which 100,000 entries are counted. */
const CACHE_KIB = 65_536;

/** Of 4 KiB: a checkpoint writes and flushes what may be written again a moment later, while the index is built. */
const CHECKPOINT_PAGES = 8_192;

/** The size to which a write-ahead log that grew beyond it is cut after a checkpoint. */
const WAL_KEPT_BYTES = 64 * 1024 ** 2;

/** A layout's version, of 31 bits. Never 0, which a new file has. */
const versionFor = ({ version }: IndexLayout): number =>
  (Number.parseInt(hash('sha256', version).slice(0, 8), 16) >>> 1) | 1;

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

/** Whether a file is of this layout, and whole. */
export const isOfLayout = (database: DatabaseSync, layout: IndexLayout): boolean =>
  versionOf(database) === versionFor(layout);

export function removeIndexFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/**
 * Opens the file of an index. One that is of another version, or that SQLite can't make sense of, is deleted and made
 * anew: it holds nothing that the streams do not. Throws for what has to do with the disk.
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
    // Synced at checkpoints only: a power cut may cost the newest transactions, which are read again.
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
