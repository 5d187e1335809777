import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { removeFileRecord } from '../thread/file-record.ts';

/**
 * Removes the file and everything beside it except the lock, which this process holds. Processes that have it open notice
 * that.
 */
export function removeFile(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-copy']) rmSync(path + suffix, { force: true });
  removeFileRecord(path);
}

/**
 * Moves the content to a new file without its write-ahead log, which belongs to the earlier file. So a process that still
 * has the old log open can't write it into this content.
 */
export function adoptFile(path: string): void {
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
