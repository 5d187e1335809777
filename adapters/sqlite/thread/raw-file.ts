import { closeSync, openSync, readSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { NO_MARK, readMark } from '../projection/commit-mark.ts';
import { fileState } from './file-identity.ts';

/*
 * Reads a file without the write-ahead log beside it, which may belong to another file. While SQLite has the file or the log's
 * index open, nothing else may open them: closing any descriptor of a file drops all locks that this process has on it.
 */

/** The smallest page that SQLite has. */
const LEAST_BYTES = 512;
const MARK_AT = 68;
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const PAGE_HEADER_BYTES = 100;
/** Every commit of Waybill writes the first page, so it is among the first frames; a batch has at most this many. */
const MOST_FRAMES = 65_536;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

interface RawFile {
  /** `short`: some of its pages are missing; if a checkpoint was interrupted, its log may have them. */
  kind: 'missing' | 'unknown' | 'empty' | 'database' | 'short' | 'other';
  mark: number;
}

/** Throws what the file system throws, unless there is no file. */
export function readRawFile(path: string): RawFile {
  const state = fileState(path);
  if (!state) return { kind: 'missing', mark: NO_MARK };
  if (state.size === 0) return { kind: 'empty', mark: NO_MARK };
  if (state.size < LEAST_BYTES) return { kind: 'other', mark: NO_MARK };
  const url = pathToFileURL(path);
  url.searchParams.set('mode', 'ro');
  url.searchParams.set('immutable', '1');
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(url, { readOnly: true });
    return { kind: 'database', mark: readMark(database) };
  } catch (error) {
    const { errcode = 0 } = error as { errcode?: number };
    if ((errcode & 0xff) === SQLITE_NOTADB) return { kind: 'other', mark: NO_MARK };
    if ((errcode & 0xff) === SQLITE_CORRUPT) return { kind: 'short', mark: NO_MARK };
    // Other errors are left to the connection, which reports them.
    return { kind: 'unknown', mark: NO_MARK };
  } finally {
    database?.close();
  }
}

/** The first mark in a write-ahead log; null if no commit in it has one. */
export function firstMarkInLog(path: string): number | null {
  return reading(path, null, (read) => {
    const header = read(0, WAL_HEADER_BYTES);
    if (header.length < WAL_HEADER_BYTES || header.readUInt32BE(0) >>> 1 !== 0x377f0682 >>> 1) return null;
    const pageBytes = header.readUInt32BE(8);
    const salts = header.subarray(16, 24);
    for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
      const at = WAL_HEADER_BYTES + frame * (FRAME_HEADER_BYTES + pageBytes);
      const found = read(at, FRAME_HEADER_BYTES + PAGE_HEADER_BYTES);
      if (found.length < FRAME_HEADER_BYTES + PAGE_HEADER_BYTES || !found.subarray(8, 16).equals(salts))
        return null;
      if (found.readUInt32BE(0) !== 1) continue;
      const mark = found.readInt32BE(FRAME_HEADER_BYTES + MARK_AT);
      // A new file has tables before it has a mark.
      if (mark !== NO_MARK) return mark;
    }
    return null;
  });
}

function reading<Result>(
  path: string,
  missing: Result,
  work: (read: (at: number, length: number) => Buffer) => Result,
): Result {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return missing;
    throw error;
  }
  try {
    return work((at, length) => {
      const buffer = Buffer.allocUnsafe(length);
      return buffer.subarray(0, readSync(file, buffer, 0, length, at));
    });
  } finally {
    closeSync(file);
  }
}
