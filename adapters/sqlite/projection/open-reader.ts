import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { fileIdentity } from '../thread/file-identity.ts';
import { requireRoom } from '../thread/shared-memory-room.ts';

/**
 * A read-only connection; null if nothing has been written yet. It creates nothing: a reader that starts before any writer
 * leaves the folder as it is. Throws if the folder or the file cannot be opened.
 */
export function openReader(path: string, busyMs: number, projection: string): DatabaseSync | null {
  if (fileIdentity(path) === null) {
    if (fileIdentity(dirname(path)) !== null) return null;
    throw new StoreFailure(
      'outage',
      'SQLITE_CANTOPEN',
      `The folder of the ${projection} file does not exist.`,
    );
  }
  requireRoom(path);
  return new DatabaseSync(path, { readOnly: true, timeout: busyMs });
}
