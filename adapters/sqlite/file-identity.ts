import { statSync } from 'node:fs';

/**
 * Which file stands at a path now; null when there is none. Throws what `stat` throws otherwise. A connection to
 * a file that was moved away would go on writing to it, and lose everything acknowledged since.
 */
export function fileIdentity(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : null;
}
