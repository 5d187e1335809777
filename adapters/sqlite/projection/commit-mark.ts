import { randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

/*
 * Every commit to a projection's file adds one to a number in its first page (`PRAGMA application_id`), which begins at a
 * random value. So the number identifies the file and counts its commits. It can be read without SQLite: from the file, and
 * from a write-ahead log, whose first commit follows the file's last one.
 */

/** More commits than happen between two looks at the same file. A random number is nearer than this once in 256 times. */
const NEAR = 2 ** 24;

/** No mark: a file from an earlier version has none until its first commit. */
export const NO_MARK = 0;

/** Whether a file whose mark was `earlier` may have the mark `later` now. */
export function follows(later: number, earlier: number): boolean {
  if (earlier === NO_MARK) return true;
  if (later === NO_MARK) return false;
  const distance = (later - earlier) | 0;
  return distance >= 0 && distance < NEAR;
}

export const nextMark = (mark: number): number =>
  mark === NO_MARK ? randomInt(1, 2 ** 31 - 1) : (mark + 1) | 0 || 1;

/** The mark before the commit that made this one. */
export const markBefore = (mark: number): number => (mark - 1) | 0 || -1;

export const readMark = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA application_id').get()?.application_id ?? NO_MARK);

/** Call it within the transaction that it marks. */
export const writeMark = (database: DatabaseSync, mark: number): void =>
  database.exec(`PRAGMA application_id = ${mark}`);
