import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { removeFileRecord } from './file-record.ts';

/** Removes the file and all that is beside it but the lock, which is the process's that removes. Whoever has it open finds that it has no name any more. */
export function removeHistoryFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-copy']) rmSync(path + suffix, { force: true });
  removeFileRecord(path);
}

/**
 * Gives the content of a file a file of its own, without the write-ahead log that is beside it and belongs to what was
 * there before: whoever has that open, or ends with it, writes no more into this content.
 */
export function adoptHistoryFile(path: string): void {
  const copy = `${path}-copy`;
  copyFileSync(path, copy);
  const file = openSync(copy, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(copy, path);
}
