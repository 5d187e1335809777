import { statSync } from 'node:fs';

/** Which file stands at a path, and what its size and time of change say of its content. */
export interface FileState {
  identity: string;
  size: number;
  changedAtMs: number;
}

/** Null when there is no file. Throws what `stat` throws otherwise. */
export function fileState(path: string): FileState | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? { identity: `${stat.dev}:${stat.ino}`, size: stat.size, changedAtMs: stat.mtimeMs } : null;
}

/**
 * Which file stands at a path now; null when there is none. Throws what `stat` throws otherwise. A connection to
 * a file that was moved away would go on writing to it, and lose everything acknowledged since.
 */
export const fileIdentity = (path: string): string | null => fileState(path)?.identity ?? null;
