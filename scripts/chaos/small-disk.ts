import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { atExit } from '../../tests/engines/at-exit.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';

export interface SmallDisk {
  path: string;
  /** Writes until nothing more fits. Call it again to fill space that was freed since. */
  fill(): Promise<void>;
  /** Frees the space. */
  free(): void;
  remove(): void;
}

const BLOCKS = [8 * 1024 ** 2, 65_536, 4_096, 1];

/** A small disk in memory, or why this machine doesn't allow one. */
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
    // Lazily, because a process killed a moment ago may still have a file open.
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

async function fill(file: string): Promise<void> {
  const handle = await open(file, 'a');
  try {
    for (const size of BLOCKS) await writeUntilFull(handle, Buffer.alloc(size));
  } finally {
    await handle.close();
  }
}

async function writeUntilFull(handle: FileHandle, block: Buffer): Promise<void> {
  try {
    for (;;) if ((await handle.write(block)).bytesWritten < block.length) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
