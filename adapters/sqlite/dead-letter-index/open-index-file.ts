import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { INDEX_SCHEMA_VERSION, indexSchema } from './index-schema.ts';

/** The pages kept in memory, in KiB: the whole of the indexes by which 100,000 entries are counted. */
const CACHE_KIB = 65_536;

/** Of 4 KiB: a checkpoint writes and flushes what may be written again a moment later, while the index is built. */
const CHECKPOINT_PAGES = 8_192;

/** A file's version, of 31 bits: the schema's, and of what its rows were judged by. Never 0, which a new file has. */
const versionFor = (judgedBy: string): number =>
  (Number.parseInt(hash('sha256', `${INDEX_SCHEMA_VERSION} ${judgedBy}`).slice(0, 8), 16) >>> 1) | 1;

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);

export function removeIndexFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

/**
 * Opens the index file. One that is of another version, was judged by something else, or that SQLite can't make sense of, is deleted and made anew:
 * it holds nothing that the streams do not. Throws for what has to do with the disk.
 */
export function openIndexFile(path: string, judgedBy: string): DatabaseSync {
  try {
    const database = open(path);
    const version = versionOf(database);
    if (version === versionFor(judgedBy)) return database;
    if (version === 0 && isEmpty(database)) return create(database, judgedBy);
    database.close();
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  removeIndexFile(path);
  return create(open(path), judgedBy);
}

/** SQLITE_CORRUPT and SQLITE_NOTADB (https://sqlite.org/rescode.html). */
export function isBroken(error: unknown): boolean {
  const { errcode } = error as { errcode?: number };
  return errcode !== undefined && [11, 26].includes(errcode & 0xff);
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 1_000 });
  try {
    // Synced at checkpoints only: a power cut may cost the newest transactions, which are read again.
    database.exec(
      `PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA cache_size = -${CACHE_KIB}; PRAGMA temp_store = MEMORY;`,
    );
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

const isEmpty = (database: DatabaseSync): boolean =>
  database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.tables === 0;

function create(database: DatabaseSync, judgedBy: string): DatabaseSync {
  database.exec(`BEGIN; ${indexSchema} PRAGMA user_version = ${versionFor(judgedBy)}; COMMIT`);
  return database;
}
