import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { classifySqliteError } from '../../../adapters/sqlite/thread/classify-sqlite-error.ts';
import { type FailureClass, StoreFailure } from '../../../contracts/ports/store-failure.ts';

/** Errors as SQLite throws them: primary and extended codes, and what each means for an event. */
const table: [errcode: number, code: string, failureClass: FailureClass][] = [
  [1, 'SQLITE_ERROR', 'bug'],
  [5, 'SQLITE_BUSY', 'outage'],
  [261, 'SQLITE_BUSY', 'outage'], // SQLITE_BUSY_RECOVERY
  [517, 'SQLITE_BUSY', 'outage'], // SQLITE_BUSY_SNAPSHOT
  [6, 'SQLITE_LOCKED', 'outage'],
  [7, 'SQLITE_NOMEM', 'outage'],
  [8, 'SQLITE_READONLY', 'outage'],
  [1032, 'SQLITE_READONLY', 'outage'], // SQLITE_READONLY_DBMOVED
  [10, 'SQLITE_IOERR', 'outage'],
  [1034, 'SQLITE_IOERR', 'outage'], // SQLITE_IOERR_FSYNC
  [4874, 'SQLITE_IOERR', 'outage'], // SQLITE_IOERR_SHMSIZE
  [11, 'SQLITE_CORRUPT', 'outage'],
  [13, 'SQLITE_FULL', 'outage'],
  [14, 'SQLITE_CANTOPEN', 'outage'],
  [15, 'SQLITE_PROTOCOL', 'outage'],
  [17, 'SQLITE_SCHEMA', 'transient'],
  [18, 'SQLITE_TOOBIG', 'poison'],
  [19, 'SQLITE_CONSTRAINT', 'poison'],
  [1299, 'SQLITE_CONSTRAINT', 'poison'], // SQLITE_CONSTRAINT_NOTNULL
  [3091, 'SQLITE_CONSTRAINT', 'poison'], // SQLITE_CONSTRAINT_DATATYPE
  [20, 'SQLITE_MISMATCH', 'poison'],
  [21, 'SQLITE_MISUSE', 'bug'],
  [25, 'SQLITE_RANGE', 'poison'],
  [26, 'SQLITE_NOTADB', 'outage'],
  [99, 'SQLITE_UNKNOWN', 'bug'],
];

describe('what an error of SQLite means', () => {
  for (const [errcode, code, failureClass] of table) {
    test(`${errcode} is ${code}: ${failureClass}`, () => {
      const cause = Object.assign(new Error('said SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });
      const failure = classifySqliteError(cause);
      assert.equal(failure.failureClass, failureClass);
      assert.equal(failure.code, code);
      assert.equal(failure.message, `said SQLite (${code}, ${errcode})`);
      assert.equal(failure.cause, cause);
    });
  }

  test('a StoreFailure stays unchanged', () => {
    const failure = new StoreFailure('poison', 'bad-event-data', 'no text');
    assert.equal(classifySqliteError(failure), failure);
  });

  test('anything else is a bug', () => {
    for (const thrown of [new TypeError('of undefined'), 'a string', new RangeError('too far')]) {
      assert.equal(classifySqliteError(thrown).failureClass, 'bug');
    }
  });

  const thrownBy = (work: (database: DatabaseSync) => void) => {
    const database = new DatabaseSync(':memory:');
    database.exec('CREATE TABLE t (a TEXT NOT NULL, n INTEGER NOT NULL CHECK (n > 0)) STRICT');
    try {
      work(database);
    } catch (error) {
      return classifySqliteError(error);
    } finally {
      database.close();
    }
    return undefined;
  };
  const insert = (database: DatabaseSync, ...values: unknown[]) =>
    database.prepare('INSERT INTO t VALUES (?, ?)').run(...(values as string[]));

  const real: [what: string, FailureClass, code: string, (database: DatabaseSync) => void][] = [
    ['no value', 'poison', 'SQLITE_CONSTRAINT', (db) => insert(db, null, 1)],
    ['a value of the wrong type', 'poison', 'SQLITE_CONSTRAINT', (db) => insert(db, 'a', 1.5)],
    ['a value against a check', 'poison', 'SQLITE_CONSTRAINT', (db) => insert(db, 'a', 0)],
    ['undefined', 'poison', 'ERR_INVALID_ARG_TYPE', (db) => insert(db, undefined, 1)],
    ['too many values', 'poison', 'SQLITE_RANGE', (db) => insert(db, 'a', 1, 2)],
    ['too large a value', 'poison', 'SQLITE_TOOBIG', (db) => db.exec('SELECT zeroblob(2147483647)')],
    ['bad SQL', 'bug', 'SQLITE_ERROR', (db) => db.exec('SELEC 1')],
    ['a folder as a file', 'outage', 'SQLITE_CANTOPEN', () => new DatabaseSync('/')],
  ];
  for (const [what, failureClass, code, work] of real) {
    test(`from SQLite itself: ${what}: ${failureClass}`, () => {
      const failure = thrownBy(work);
      assert.deepEqual([failure?.failureClass, failure?.code], [failureClass, code]);
    });
  }
});
