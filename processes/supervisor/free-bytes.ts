import { statfs } from 'node:fs/promises';

/** How many bytes this process can still write to the disk of `path`. */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}
