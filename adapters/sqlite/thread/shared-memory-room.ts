import { closeSync, fstatSync, openSync, readSync, statfsSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { fileIdentity } from './file-identity.ts';

/**
 * SQLite maps the file `-shm` into memory, and reserves space in it by one byte a page of 4 KiB. Where the file system has
 * smaller blocks, or writes a block elsewhere each time, a page may have no space on the disk when it is first written, and the
 * system ends the process (SIGBUS). So Waybill opens a database only with enough free space for the map, and writes all
 * pages of the map once while there is space.
 */
const PAGE_BYTES = 4_096;
/** SQLite maps it by regions of this size, each for some 4,096 pages of the write-ahead log. */
const REGION_BYTES = 32 * 1024;
/** Enough for a write-ahead log of 256 MiB, several times what ever waits. */
const FILLED_REGIONS = 16;
/** The space that must be free to open a database: its regions twice. */
const ROOM_BYTES = 2 * FILLED_REGIONS * REGION_BYTES;

/** File systems that allocate a whole block when one byte of a page is written, where a block is at least a page. */
const GIVES_WHOLE_BLOCKS = new Set([
  0xef53, // ext2, ext3, ext4
  0x58465342, // XFS
  0x01021994, // tmpfs
]);

/**
 * The files that were filled, by the path of their database. They stay open: closing any descriptor of a file releases all
 * locks of this process on it, SQLite's too.
 */
const filled = new Map<string, { identity: string | null; descriptor: number }>();

/** The free space on a database's disk; undefined if its file system keeps mapped pages safe. */
function freeWhereUnsafe(path: string): number | undefined {
  try {
    const { type, bsize, bavail } = statfsSync(dirname(path));
    return bsize >= PAGE_BYTES && GIVES_WHOLE_BLOCKS.has(type) ? undefined : bavail * bsize;
  } catch {
    // SQLite reports what is wrong with the folder.
    return undefined;
  }
}

/** Throws an outage if the disk has too little room to open a database safely. */
export function requireRoom(path: string): void {
  const free = freeWhereUnsafe(path);
  if (free === undefined || free >= ROOM_BYTES) return;
  throw new StoreFailure(
    'outage',
    'SQLITE_FULL',
    `The disk is full. ${path} can't be opened until there is space.`,
  );
}

/**
 * Reserves disk space for the map of an open database in WAL mode. SQLite has written the first page; this writes the
 * others, only under the lock taken here. Skips a database that another connection writes to: that connection has reserved
 * the space.
 */
export function fillSharedMemory(database: DatabaseSync, path: string): void {
  if (freeWhereUnsafe(path) === undefined) return;
  const identity = fileIdentity(`${path}-shm`);
  const before = filled.get(path);
  const isOpen = before !== undefined && before.identity === identity;
  let descriptor: number;
  try {
    database.exec('BEGIN IMMEDIATE');
  } catch {
    return;
  }
  try {
    descriptor = isOpen ? before.descriptor : openSync(`${path}-shm`, 'r+');
  } catch {
    database.exec('ROLLBACK');
    return;
  }
  try {
    const { size } = fstatSync(descriptor);
    const rest = Buffer.alloc(FILLED_REGIONS * REGION_BYTES - PAGE_BYTES);
    if (size > PAGE_BYTES) readSync(descriptor, rest, 0, rest.length, PAGE_BYTES);
    writeSync(descriptor, rest, 0, rest.length, PAGE_BYTES);
  } catch {
    // No space now: SQLite then refuses a write that needs the map.
  } finally {
    // Nobody needs the locks on a removed file.
    if (before && !isOpen) closeSync(before.descriptor);
    filled.set(path, { identity, descriptor });
    database.exec('ROLLBACK');
  }
}
