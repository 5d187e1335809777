import { DatabaseSync } from 'node:sqlite';
import { fileState } from '../thread/file-identity.ts';
import { writeFileRecord } from '../thread/file-record.ts';
import { readRawFile } from '../thread/raw-file.ts';
import { checkSchema } from './check-schema.ts';
import { NO_MARK, nextMark, readMark, writeMark } from './commit-mark.ts';
import { renewEpoch } from './epoch.ts';
import { fileFault } from './file-fault.ts';
import { FileWatch, faultAtRest, isBehindRecord } from './file-watch.ts';
import { adoptFile, removeFile } from './heal-file.ts';
import { refuseNewerSchema } from './migrate.ts';
import { openWriter } from './open-writer.ts';
import type { StoreSchema } from './store-schema.ts';

/** How many commits may pass before the record beside the file is written again. */
const RECORD_EVERY = 65_536;

export interface FileConnection<Statements> {
  database: DatabaseSync;
  statements: Statements;
  begin(): void;
  commit(): void;
  /** Rolls back if a transaction is still open. */
  rollBack(): void;
}

/** The header before each page in a frame of the log. */
const FRAME_BYTES = 24 + 4_096;
const LOG_HEADER_BYTES = 32;

const checkpoint = (database: DatabaseSync) =>
  database.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() as { log: number; checkpointed: number };

/** How long the log must be for the frames that it counts; infinite if they can't be read. */
function bytesOfLog(database: DatabaseSync): number {
  try {
    const { log } = checkpoint(database);
    return log > 0 ? LOG_HEADER_BYTES + log * FRAME_BYTES : 0;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

/** Whether the file contains everything that is in the log. */
function isCheckpointed(database: DatabaseSync): boolean {
  const { log, checkpointed } = checkpoint(database);
  return log === checkpointed;
}

/**
 * The writing connection to a projection's file. It checks the files before each use and repairs what a worker can repair:
 * it replaces an emptied file by a new one, and renews the epoch of a file that lost commits, so that the log is applied
 * again. It throws every other fault as an outage.
 */
export class ProjectionFile<Statements> {
  readonly #path: string;
  readonly #busyMs: number;
  readonly #schema: StoreSchema;
  readonly #prepare: (database: DatabaseSync) => Statements;
  #connection: FileConnection<Statements> | undefined;
  #watch: FileWatch | undefined;
  #mark = 0;
  #recordedMark = 0;
  #schemaVersion = -1;

  constructor(
    { path, busyMs }: { path: string; busyMs: number },
    schema: StoreSchema,
    prepare: (database: DatabaseSync) => Statements,
  ) {
    this.#path = path;
    this.#busyMs = busyMs;
    this.#schema = schema;
    this.#prepare = prepare;
  }

  /** Throws StoreFailure, and what SQLite and the file system throw. */
  open(): FileConnection<Statements> {
    const fault = this.#watch?.look(true) ?? null;
    if (fault === 'changing' || fault === 'no-database' || fault === 'cut-short')
      throw fileFault(fault, this.#path, this.#schema);
    if (fault !== null || !this.#connection) {
      this.#alone(() => {
        // Another worker may have repaired it meanwhile.
        if (fault !== null) this.#end(this.#watch?.look(true) ?? null);
        this.#connection = this.#connect();
      });
    }
    return this.#connection!;
  }

  /** Removes the file, whatever it contains, and opens a new one. */
  replace(): FileConnection<Statements> {
    this.#alone(() => {
      removeFile(this.#path);
      this.#end('other');
      this.#connection = this.#connect();
    });
    return this.#connection!;
  }

  /** Only one process at a time creates, removes or replaces files. Other processes notice the change on their next use. */
  #alone(work: () => void): void {
    const lock = new DatabaseSync(`${this.#path}-lock`, { timeout: this.#busyMs });
    try {
      lock.exec('BEGIN EXCLUSIVE');
      work();
    } finally {
      lock.close();
    }
  }

  /** Call it after an outage: closes a connection that may no longer match its files. */
  leave(): void {
    let fault: ReturnType<FileWatch['look']> = null;
    try {
      fault = this.#watch?.look(true) ?? null;
    } catch {
      // A folder that can't be read: a new connection reports that.
    }
    // Other faults wait for the next use, which repairs what it can.
    if (fault === null || fault === 'other') this.#end(fault);
  }

  /** Closes in order, so that the next process to open the file knows that no commit is missing. */
  close(): void {
    const database = this.#connection?.database;
    let fault: ReturnType<FileWatch['look']> = null;
    let isWhole = false;
    try {
      fault = this.#watch?.look(true) ?? null;
      isWhole = fault === null && database !== undefined && isCheckpointed(database);
    } catch {
      // A full disk, for example: the log then stays.
    }
    this.#end(fault);
    if (isWhole) writeFileRecord(this.#path, { mark: this.#mark, isOpen: false });
  }

  /** Closes the connection. The last one to close writes the log into the file, which must not be another file's content. */
  #end(fault: ReturnType<FileWatch['look']>): void {
    const connection = this.#connection;
    if (fault === 'emptied') removeFile(this.#path);
    // Only this connection can still reach the commits in a removed log: write them into the file.
    if (fault === 'log-lost') this.#saveLog();
    // While a connection of this process has the old file open, SQLite would use its old log: move the content to a new file.
    if (fault === 'log-lost' || fault === 'replaced') {
      adoptFile(this.#path);
      writeFileRecord(this.#path, { mark: this.#mark, isOpen: true });
    }
    this.#connection = undefined;
    this.#watch = undefined;
    connection?.database.close();
    // The last connection to close writes the log into the file and removes the log: then nothing is missing.
    if (connection && fault === null && fileState(`${this.#path}-wal`) === null)
      writeFileRecord(this.#path, { mark: this.#mark, isOpen: false });
  }

  #saveLog(): void {
    try {
      if (this.#connection) checkpoint(this.#connection.database);
    } catch {
      // Commits that can't be saved are still in Waybill's log, and are applied again.
    }
  }

  #connect(): FileConnection<Statements> {
    const path = this.#path;
    const fault = faultAtRest(path);
    // A deleted file leaves the index of its write-ahead log. SQLite would use it for the new file while another process has it open.
    if (fault === 'emptied' || fileState(path) === null) removeFile(path);
    else if (fault === 'replaced') adoptFile(path);
    else if (fault !== null) throw fileFault(fault, path, this.#schema);
    const hadLog = (fileState(`${path}-wal`)?.size ?? 0) > 0;
    const database = openWriter(path, this.#busyMs, this.#schema);
    try {
      checkSchema(database, path, this.#schema);
      const version = database.prepare('PRAGMA user_version');
      const schemaVersion = database.prepare('PRAGMA schema_version');
      const mark = database.prepare('PRAGMA application_id');
      let next = NO_MARK;
      this.#schemaVersion = Number(schemaVersion.get()?.schema_version);
      const connection: FileConnection<Statements> = {
        database,
        statements: this.#prepare(database),
        begin: () => {
          database.exec('BEGIN IMMEDIATE');
          refuseNewerSchema(Number(version.get()?.user_version), this.#schema);
          const present = Number(schemaVersion.get()?.schema_version);
          if (present !== this.#schemaVersion) checkSchema(database, path, this.#schema);
          this.#schemaVersion = present;
          next = nextMark(Number(mark.get()?.application_id));
          writeMark(database, next);
        },
        commit: () => {
          database.exec('COMMIT');
          this.#watch?.wrote();
          this.#mark = next;
          if (((next - this.#recordedMark) | 0) >= RECORD_EVERY) this.#record();
        },
        rollBack: () => {
          try {
            if (database.isTransaction) database.exec('ROLLBACK');
          } catch {
            // SQLite has already rolled back if a disk error forced it to.
          }
        },
      };
      const found = readMark(database);
      connection.begin();
      if (fault === 'replaced' || isBehindRecord(path, found, hadLog)) renewEpoch(database);
      connection.commit();
      this.#watch = new FileWatch(path, undefined, (size) => size >= bytesOfLog(database));
      this.#record();
      return connection;
    } catch (error) {
      database.close();
      // As in #end: this connection was the last one, and the file now contains the log's commits.
      if (hadLog && fileState(`${path}-wal`) === null)
        writeFileRecord(path, { mark: readRawFile(path).mark, isOpen: false });
      throw error;
    }
  }

  #record(): void {
    this.#recordedMark = this.#mark;
    writeFileRecord(this.#path, { mark: this.#mark, isOpen: true });
  }
}
