import { closeSync, openSync, readSync } from 'node:fs';
import { NO_MARK } from './commit-mark.ts';
import { fileState } from './file-identity.ts';

/*
 * What the first bytes of SQLite's files say, read without SQLite, which would believe a write-ahead log that
 * belongs to another file (https://sqlite.org/fileformat2.html).
 */

const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const MARK_AT = 68;
const WAL_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
/** Every commit of ours writes the first page, so that it is among the first frames; a batch has this many at most. */
const MOST_FRAMES = 65_536;

export interface RawFile {
  kind: 'missing' | 'empty' | 'database' | 'other';
  mark: number;
  /** How long it is by its own word. */
  bytes: number;
}

const NOTHING = { mark: NO_MARK, bytes: 0 };

/** Throws what opening and reading throw, but that it isn't there. */
export function readRawFile(path: string): RawFile {
  return reading<RawFile>(path, { kind: 'missing', ...NOTHING }, (read) => {
    const header = read(0, HEADER_BYTES);
    if (header.length === 0) return { kind: 'empty', ...NOTHING };
    if (header.length < HEADER_BYTES || header.toString('latin1', 0, MAGIC.length) !== MAGIC)
      return { kind: 'other', ...NOTHING };
    const pageBytes = header.readUInt16BE(16);
    return {
      kind: 'database',
      mark: header.readInt32BE(MARK_AT),
      bytes: header.readUInt32BE(28) * (pageBytes === 1 ? 65_536 : pageBytes),
    };
  });
}

/** The mark of the first commit in a write-ahead log that has one; null where none has. */
export function firstMarkInLog(path: string): number | null {
  return reading(path, null, (read) => {
    const header = read(0, WAL_HEADER_BYTES);
    if (header.length < WAL_HEADER_BYTES || header.readUInt32BE(0) >>> 1 !== 0x377f0682 >>> 1) return null;
    const pageBytes = header.readUInt32BE(8);
    const salts = header.subarray(16, 24);
    for (let frame = 0; frame < MOST_FRAMES; frame += 1) {
      const at = WAL_HEADER_BYTES + frame * (FRAME_HEADER_BYTES + pageBytes);
      const found = read(at, FRAME_HEADER_BYTES + HEADER_BYTES);
      if (found.length < FRAME_HEADER_BYTES + HEADER_BYTES || !found.subarray(8, 16).equals(salts))
        return null;
      if (found.readUInt32BE(0) !== 1) continue;
      const mark = found.readInt32BE(FRAME_HEADER_BYTES + MARK_AT);
      // A new file has tables before it has a mark.
      if (mark !== NO_MARK) return mark;
    }
    return null;
  });
}

/** The frames that the index of a write-ahead log counts, in bytes of the log (https://sqlite.org/walformat.html). */
function bytesOfIndexedLog(path: string): number {
  return reading(`${path}-shm`, 0, (read) => {
    const header = read(0, 24);
    if (header.length < 24) return 0;
    // In the machine's order of bytes, which is this one wherever Node runs.
    const frames = header.readUInt32LE(16);
    const pageBytes = header.readUInt16LE(14);
    return frames === 0
      ? 0
      : WAL_HEADER_BYTES + frames * (FRAME_HEADER_BYTES + (pageBytes === 1 ? 65_536 : pageBytes));
  });
}

/** Whether a write-ahead log is shorter than its index says: frames are written before they are counted. */
export function isLogCut(path: string): boolean {
  const look = () => [fileState(`${path}-wal`)?.size ?? 0, bytesOfIndexedLog(path)] as const;
  const [size, counted] = look();
  if (size >= counted) return false;
  // Between the two it may have grown, or been begun again.
  const [sizeThen, countedThen] = look();
  return sizeThen === size && countedThen === counted;
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
  } catch (error) {
    // SQLite has its own word for a folder.
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') return missing;
    throw error;
  } finally {
    closeSync(file);
  }
}
