import type { DatabaseSync } from 'node:sqlite';
import { fileState } from './file-identity.ts';
import { isBroken, removeIndexFile } from './open-index-file.ts';

export interface IndexConnection<Connection> {
  /** Does `work` on the file that stands there now. Throws what it throws; a broken file is removed first. */
  use<Result>(work: (connection: Connection) => Result): Result;
  /** Removes the file: the next use makes it anew. */
  remove(): void;
  close(): void;
}

/** The files under a connection: which they are, and what was written to the main one. */
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

  /** Whether they are as they were left. */
  get isSame(): boolean {
    const main = fileState(this.#path);
    const log = fileState(`${this.#path}-wal`)?.identity;
    if (main?.identity !== this.#main || main?.size === 0) return false;
    if (this.#log !== undefined && log !== this.#log) return false;
    return !this.#isOnlyWriter || `${main?.size} ${main?.changedAtMs}` === this.#content;
  }

  /** Takes note of what this thread wrote itself. */
  written(): void {
    if (!this.#isOnlyWriter && this.#log !== undefined) return;
    const main = fileState(this.#path);
    this.#content = `${main?.size} ${main?.changedAtMs}`;
    this.#log ??= fileState(`${this.#path}-wal`)?.identity;
  }
}

/**
 * The connection to an index file, made by the first use, and again when the file was removed or replaced. Only the thread that
 * writes changes the file, within `use`. A file that differs afterwards was emptied, overwritten or robbed of its write-ahead log by
 * somebody else: it is removed and created again. It holds nothing that the streams do not.
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
          // Before it is closed: as the last one it would write its log into what is there now.
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
