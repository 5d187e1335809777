import { DatabaseSync } from 'node:sqlite';
import { isBroken, removeIndexFile } from '../dead-letter-index/open-index-file.ts';
import { LAG_SCHEMA_VERSION, lagSchema } from './lag-schema.ts';

/** Opens the file. One of another version, or that SQLite can't make sense of, is deleted and made anew. */
export function openLagFile(path: string): DatabaseSync {
  try {
    const database = open(path);
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0);
    if (version === LAG_SCHEMA_VERSION) return database;
    database.close();
  } catch (error) {
    if (!isBroken(error)) throw error;
  }
  removeIndexFile(path);
  const database = open(path);
  database.exec(`BEGIN; ${lagSchema} PRAGMA user_version = ${LAG_SCHEMA_VERSION}; COMMIT`);
  return database;
}

function open(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 1_000 });
  try {
    // Synced at checkpoints only: a power cut may cost the newest samples, and minutes are read again.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
