import type { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import type { ProjectionStore } from '../../../contracts/ports/projection-store.ts';
import { StoreFailure } from '../../../contracts/ports/store-failure.ts';
import { fileIdentity } from '../thread/file-identity.ts';
import type { ThreadCalls } from '../thread/port-of-threads.ts';
import { serveCalls } from '../thread/serve-calls.ts';
import { checkSchema } from './check-schema.ts';
import { readEpoch, readFilledFrom } from './epoch.ts';
import { classifyFileError, fileFault } from './file-fault.ts';
import { FileWatch, faultForReaders } from './file-watch.ts';
import { refuseNewerSchema, schemaVersionOf } from './migrate.ts';
import { openReader } from './open-reader.ts';
import { type StoreSchema, versionOf } from './store-schema.ts';
import type { StorePlace } from './write-store.ts';

/** How one projection reads. */
export interface StoreReader<Statements, Queries> {
  prepare(database: DatabaseSync): Statements;
  /** The projection's reads. `read` runs one on the present file, or returns `empty` if nothing has been written yet. */
  queries(read: <Result>(empty: Result, query: (statements: Statements) => Result) => Result): Queries;
  /** A hash of the content, within a read transaction: equal content has equal hashes. Null: an empty store. */
  contentHash(database: DatabaseSync | null): string;
}

/** The calls that a reading thread answers besides the projection's own queries. All throw StoreFailure. */
export type StoreReading = ThreadCalls<
  Pick<ProjectionStore<never>, 'epochId' | 'filledFrom' | 'contentHash' | 'close'>
>;

function connect<Statements>(
  path: string,
  database: DatabaseSync,
  opened: string | null,
  prepare: (database: DatabaseSync) => Statements,
) {
  return {
    database,
    watch: new FileWatch(path, opened),
    version: database.prepare('PRAGMA user_version'),
    schema: database.prepare('PRAGMA schema_version'),
    checkedSchema: 0,
    statements: prepare(database),
  };
}

/** True once a writer has created the tables; a file that is being created counts as empty. */
function hasTables(version: number, schema: StoreSchema): boolean {
  refuseNewerSchema(version, schema);
  if (version === 0 || version === versionOf(schema)) return version > 0;
  throw new StoreFailure(
    'outage',
    'schema-older',
    `The ${schema.projection} file has schema ${version}: a worker of this version must migrate it to ${versionOf(schema)} first.`,
  );
}

/** The reading side of a projection's file. */
function readStore<Statements, Queries extends object>(
  { path, busyMs }: StorePlace,
  schema: StoreSchema,
  reader: StoreReader<Statements, Queries>,
): StoreReading & Queries {
  type Connection = ReturnType<typeof connect<Statements>>;
  let connection: Connection | undefined;

  const close = () => {
    const closing = connection?.database;
    connection = undefined;
    closing?.close();
  };

  /** Somebody may change the tables while they are read. */
  const check = (current: Connection): void => {
    hasTables(Number(current.version.get()?.user_version), schema);
    const version = Number(current.schema.get()?.schema_version);
    if (version !== current.checkedSchema) checkSchema(current.database, path, schema);
    current.checkedSchema = version;
  };

  const open = (): Connection | undefined => {
    const found = connection?.watch.look() ?? null;
    // Another file or another log needs another connection.
    if (found === 'other' || found === 'log-lost') close();
    else if (found !== null) throw fileFault(found, path, schema);
    if (connection) {
      check(connection);
      return connection;
    }
    const fault = faultForReaders(path);
    if (fault !== null) throw fileFault(fault, path, schema);
    const opened = fileIdentity(path);
    const database = openReader(path, busyMs, schema.projection);
    if (!database) return undefined;
    try {
      if (hasTables(schemaVersionOf(database), schema)) {
        checkSchema(database, path, schema);
        connection = connect(path, database, opened, reader.prepare);
        check(connection);
      }
    } finally {
      if (!connection) database.close();
    }
    return connection;
  };

  const read = <Result>(empty: () => Result, query: (connection: Connection) => Result): Result => {
    try {
      const current = open();
      return current ? query(current) : empty();
    } catch (error) {
      // A new connection shows whether the fault was the file's or this connection's.
      close();
      throw classifyFileError(error, path, schema);
    }
  };

  return {
    ...reader.queries((empty, query) =>
      read(
        () => empty,
        ({ statements }) => query(statements),
      ),
    ),
    epochId: () =>
      read(
        () => null,
        ({ database }) => readEpoch(database),
      ),
    filledFrom: () =>
      read(
        () => null,
        ({ database }) => readFilledFrom(database),
      ),
    contentHash: () =>
      read(
        () => reader.contentHash(null),
        ({ database }) => ofOneState(database, () => reader.contentHash(database)),
      ),
    close,
  };
}

/** Within a read transaction, `work` sees no later write. */
function ofOneState<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN');
  try {
    return work();
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK');
  }
}

/** Answers a store's calls in one of its reading threads. */
export const serveReading = <Statements, Queries extends object>(
  schema: StoreSchema,
  reader: StoreReader<Statements, Queries>,
): void => serveCalls(readStore(workerData as StorePlace, schema, reader));
