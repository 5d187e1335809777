import { type FailureClass, StoreFailure } from '../../../contracts/ports/store-failure.ts';

/**
 * What each result code of SQLite (https://sqlite.org/rescode.html) means for the change. Keys are primary result codes; an
 * extended code counts as its primary one. A code that is missing here is a bug.
 */
const sqliteFailures: Readonly<Record<number, readonly [name: string, FailureClass]>> = {
  1: ['SQLITE_ERROR', 'bug'],
  2: ['SQLITE_INTERNAL', 'bug'],
  3: ['SQLITE_PERM', 'outage'],
  4: ['SQLITE_ABORT', 'bug'],
  // Another process writes; this call has already waited for it.
  5: ['SQLITE_BUSY', 'outage'],
  6: ['SQLITE_LOCKED', 'outage'],
  7: ['SQLITE_NOMEM', 'outage'],
  8: ['SQLITE_READONLY', 'outage'],
  9: ['SQLITE_INTERRUPT', 'outage'],
  10: ['SQLITE_IOERR', 'outage'],
  // A damaged file is never the event's fault: the events wait until it is repaired or rebuilt.
  11: ['SQLITE_CORRUPT', 'outage'],
  13: ['SQLITE_FULL', 'outage'],
  14: ['SQLITE_CANTOPEN', 'outage'],
  // A race for the locks of the write-ahead log that lasted too long.
  15: ['SQLITE_PROTOCOL', 'outage'],
  // The schema changed under a statement more often than SQLite prepares it again.
  17: ['SQLITE_SCHEMA', 'transient'],
  18: ['SQLITE_TOOBIG', 'poison'],
  19: ['SQLITE_CONSTRAINT', 'poison'],
  20: ['SQLITE_MISMATCH', 'poison'],
  21: ['SQLITE_MISUSE', 'bug'],
  22: ['SQLITE_NOLFS', 'outage'],
  25: ['SQLITE_RANGE', 'poison'],
  26: ['SQLITE_NOTADB', 'outage'],
};

/** What an extended code or the message adds to the primary code: a change by hand is no event's fault. */
const particular: readonly {
  of: number;
  pattern: RegExp;
  means: readonly [name: string, FailureClass];
}[] = [
  { of: 1, pattern: /^no such (table|column)|has no column/i, means: ['SCHEMA_MISSING', 'outage'] },
  { of: 1811, pattern: /(?:)/, means: ['SQLITE_CONSTRAINT_TRIGGER', 'outage'] },
];

/** Errors of `node:sqlite` itself, before SQLite gets the call. */
const bindingFailures: Readonly<Record<string, FailureClass>> = {
  // A value that no column can hold, such as undefined.
  ERR_INVALID_ARG_TYPE: 'poison',
  ERR_INVALID_ARG_VALUE: 'poison',
};

/** Turns any error thrown under the history store into a StoreFailure. */
export function classifySqliteError(error: unknown): StoreFailure {
  if (error instanceof StoreFailure) return error;
  const { code, errcode, syscall, message } = error as {
    code?: string;
    errcode?: number;
    syscall?: string;
    message?: string;
  };
  const text = message ?? String(error);
  if (errcode !== undefined) {
    const known = particular.find(({ of, pattern }) => of === errcode && pattern.test(text));
    const [name, failureClass] = known?.means ?? sqliteFailures[errcode & 0xff] ?? ['SQLITE_UNKNOWN', 'bug'];
    return new StoreFailure(failureClass, name, `${text} (${name}, ${errcode})`, { cause: error });
  }
  // An error of the operating system (EACCES, EIO, ESTALE): the store's fault, never the event's.
  if (syscall !== undefined) return new StoreFailure('outage', code ?? 'UNFORESEEN', text, { cause: error });
  const failureClass = (code !== undefined && bindingFailures[code]) || 'bug';
  return new StoreFailure(failureClass, code ?? 'UNFORESEEN', text, { cause: error });
}
