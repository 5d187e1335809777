import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { atExit } from '../../tests/engines/at-exit.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';

export interface SmallDisk {
  path: string;
  /** Writes until nothing more fits. May be called again: what was freed meanwhile is filled too. */
  fill(): void;
  /** Gives the space back. */
  free(): void;
  remove(): void;
}

const BLOCKS = [1024 ** 2, 65_536, 4_096, 1];

/** A disk in memory of its own, or why this machine gives none. */
export function mountSmallDisk(bytes: number): SmallDisk | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a disk needs root on Linux';
  const folder = temporaryFolder('chaos');
  const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder.path]);
  if (mount.status !== 0) {
    folder.remove();
    return 'this machine does not allow mounting a disk';
  }
  const filler = join(folder.path, 'filler');
  const remove = () => {
    forget();
    // Lazily: a process that was killed a moment ago may still have a file open.
    spawnSync('umount', ['--lazy', folder.path]);
    folder.remove();
  };
  const forget = atExit(remove);
  return {
    path: folder.path,
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    remove,
  };
}

export function freeMebibytes(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return Math.floor((bavail * bsize) / 1024 ** 2);
}

function fill(file: string): void {
  const descriptor = openSync(file, 'a');
  try {
    for (const size of BLOCKS) writeUntilFull(descriptor, Buffer.alloc(size));
  } finally {
    closeSync(descriptor);
  }
}

function writeUntilFull(descriptor: number, block: Buffer): void {
  try {
    for (;;) if (writeSync(descriptor, block) < block.length) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
