import type { DatabaseSync } from 'node:sqlite';
import { fileState } from './file-identity.ts';
import { isBroken, removeIndexFile } from './open-index-file.ts';

interface IndexConnection<Connection> {
  /** Runs `work` on the file that is there now. Throws what `work` throws; a broken file is removed first. */
  use<Result>(work: (connection: Connection) => Result): Result;
  /** Removes the file: the next use creates it again. */
  remove(): void;
  close(): void;
}

/** The files under a connection: their identity, and what was last written to the main one. */
class IndexFiles {
  readonly #path: string;
  readonly #isOnlyWriter: boolean;
  readonly #main: string | undefined;
  #log: string | undefined;
  #content = '';

  constructor(path: string, isOnlyWriter: boolean) {
    this.#path = path;
    this.#isOnlyWriter = isOnlyWriter;
    this.#main = fileState(path)?.identity;
    this.written();
  }

  /** Whether the files are unchanged since this thread's last use. */
  get isSame(): boolean {
    const main = fileState(this.#path);
    const log = fileState(`${this.#path}-wal`)?.identity;
    if (main?.identity !== this.#main || main?.size === 0) return false;
    if (this.#log !== undefined && log !== this.#log) return false;
    return !this.#isOnlyWriter || `${main?.size} ${main?.changedAtMs}` === this.#content;
  }

  /** Records this thread's own write. */
  written(): void {
    if (!this.#isOnlyWriter && this.#log !== undefined) return;
    const main = fileState(this.#path);
    this.#content = `${main?.size} ${main?.changedAtMs}`;
    this.#log ??= fileState(`${this.#path}-wal`)?.identity;
  }
}

/**
 * The connection to an index file. The first use opens it, and so does a use after the file was removed or replaced. Only
 * the writing thread changes the file, within `use`. If the file differs afterwards, somebody else emptied it, overwrote it
 * or removed its write-ahead log: it is removed and created again. Everything in it is also in the streams.
 */
export function indexConnection<Connection extends { database: DatabaseSync }>(
  path: string,
  connect: () => Connection,
  { isOnlyWriter = true } = {},
): IndexConnection<Connection> {
  let connection: Connection | undefined;
  let files: IndexFiles | undefined;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  return {
    use(work) {
      try {
        if (connection && !files?.isSame) {
          // Before closing: the last connection to close would write its log into the file that is there now.
          if (isOnlyWriter) removeIndexFile(path);
          close();
        }
        if (!connection) {
          connection = connect();
          files = new IndexFiles(path, isOnlyWriter);
        }
        return work(connection);
      } catch (error) {
        close();
        if (isBroken(error)) removeIndexFile(path);
        throw error;
      } finally {
        if (connection) files?.written();
      }
    },
    remove() {
      close();
      removeIndexFile(path);
    },
    close,
  };
}
