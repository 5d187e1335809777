import type { DatabaseSync } from 'node:sqlite';
import { fileIdentity } from './file-identity.ts';
import { isBroken, removeIndexFile } from './open-index-file.ts';

export interface IndexConnection<Connection> {
  /** Does `work` on the file that stands there now. Throws what it throws; a broken file is removed first. */
  use<Result>(work: (connection: Connection) => Result): Result;
  /** Removes the file: the next use makes it anew. */
  remove(): void;
  close(): void;
}

/** The connection to an index file, made by the first use, and again when the file was removed or replaced. */
export function indexConnection<Connection extends { database: DatabaseSync }>(
  path: string,
  connect: () => Connection,
): IndexConnection<Connection> {
  let connection: Connection | undefined;
  let file: string | null = null;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  return {
    use(work) {
      try {
        if (connection && file !== fileIdentity(path)) close();
        if (!connection) {
          connection = connect();
          file = fileIdentity(path);
        }
        return work(connection);
      } catch (error) {
        close();
        if (isBroken(error)) removeIndexFile(path);
        throw error;
      }
    },
    remove() {
      close();
      removeIndexFile(path);
    },
    close,
  };
}
