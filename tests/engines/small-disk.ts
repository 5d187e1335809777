import { spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from './at-exit.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface SmallDisk {
  path: string;
  /** Fills the disk, except for `leave` bytes. */
  fill(leave?: number): void;
  /** Frees that space. */
  empty(): void;
  /** Makes `folder` read-only, as if its disk had become so. The returned function undoes this. */
  makeReadOnly(folder: string): () => void;
  remove(): void;
}

interface SmallDiskOptions {
  mebibytes: number;
  /** By default tmpfs. With a block size, an ext4 file system with blocks of that size. */
  blockBytes?: number;
}

/** A small disk, or why this machine doesn't allow one. */
export function mountSmallDisk({ mebibytes, blockBytes }: SmallDiskOptions): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a disk needs root on Linux';
  const folder = temporaryFolder('disk');
  const disk =
    blockBytes === undefined ? tmpfs(folder.path, mebibytes) : ext4(folder.path, mebibytes, blockBytes);
  if (!disk) {
    folder.remove();
    return 'this machine does not allow mounting';
  }
  const undo = new Set<() => void>();
  const remove = () => {
    forget();
    for (const each of undo) each();
    // Lazily, because a process killed a moment ago may still have a file open.
    run('umount', '--lazy', folder.path);
    disk.remove();
    folder.remove();
  };
  const forget = atExit(remove);
  const filler = join(folder.path, 'filler');
  return {
    path: folder.path,
    fill: (leave = 0) => fill(filler, leave),
    empty: () => rmSync(filler, { force: true }),
    makeReadOnly(path) {
      for (let tries = 0; ; tries += 1) {
        run('mount', '--bind', path, path);
        if (run('mount', '-o', 'remount,bind,ro', path)) break;
        // A process that opened a file through the new mount keeps it writable. Try again.
        run('umount', '--lazy', path);
        if (tries === 50) throw new Error(`${path} cannot be made read-only: its files are in use.`);
      }
      const writable = () => {
        undo.delete(writable);
        run('umount', '--lazy', path);
      };
      undo.add(writable);
      return writable;
    },
    remove,
  };
}

const run = (file: string, ...args: string[]): boolean => spawnSync(file, args).status === 0;

function tmpfs(path: string, mebibytes: number): { remove(): void } | undefined {
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', path)) return undefined;
  return { remove() {} };
}

function ext4(path: string, mebibytes: number, blockBytes: number): { remove(): void } | undefined {
  const holder = temporaryFolder('image');
  const image = join(holder.path, 'image');
  writeFileSync(image, '');
  truncateSync(image, mebibytes * 1024 ** 2);
  const made =
    run('mkfs.ext4', '-q', '-m', '0', '-b', String(blockBytes), image) &&
    run('mount', '-o', 'loop', image, path);
  if (made) return { remove: holder.remove };
  holder.remove();
  return undefined;
}

function fill(file: string, leave: number): void {
  const kept = `${file}.kept`;
  if (leave > 0) {
    writeFileSync(kept, Buffer.alloc(leave));
    run('sync', kept);
  }
  const descriptor = openSync(file, 'w');
  for (const size of [65_536, 1_024, 1]) {
    try {
      for (;;) writeSync(descriptor, Buffer.alloc(size));
    } catch {
      // No more blocks of this size fit.
    }
  }
  try {
    fsyncSync(descriptor);
  } catch {
    // The disk is full.
  }
  closeSync(descriptor);
  rmSync(kept, { force: true });
  // Freed space counts only once the file system has recorded it on the disk.
  if (leave > 0) run('sync', '-f', file);
}
