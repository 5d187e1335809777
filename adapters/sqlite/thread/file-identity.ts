import { statSync } from 'node:fs';

/** Which file is at a path, with its size and time of change. */
interface FileState {
  identity: string;
  size: number;
  changedAtMs: number;
}

/** Null if there is no file. Throws what `stat` throws otherwise. */
export function fileState(path: string): FileState | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? { identity: `${stat.dev}:${stat.ino}`, size: stat.size, changedAtMs: stat.mtimeMs } : null;
}

/**
 * The identity of the file that is at a path now; null if there is none. Throws what `stat` throws otherwise. A connection
 * to a file that was moved away would keep writing to it, and lose everything acknowledged since.
 */
export const fileIdentity = (path: string): string | null => fileState(path)?.identity ?? null;
