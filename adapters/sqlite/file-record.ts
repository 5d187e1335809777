import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * What is known of the history's file beside it: the mark it had, and whether a writer that had it open has not closed it. A
 * file that lost its write-ahead log, or was put back to an older state, doesn't tell so itself.
 */
export interface FileRecord {
  mark: number;
  isOpen: boolean;
}

const placeOf = (path: string): string => `${path}-state`;

/** Null where there is none, or none that can be read: then nothing is known. */
export function readFileRecord(path: string): FileRecord | null {
  try {
    const { mark, isOpen } = JSON.parse(readFileSync(placeOf(path), 'utf8')) as FileRecord;
    return Number.isInteger(mark) && typeof isOpen === 'boolean' ? { mark, isOpen } : null;
  } catch {
    return null;
  }
}

/** Where it can't be written, as on a full disk, an older one stays: it is a second witness, and holds nothing up. */
export function writeFileRecord(path: string, record: FileRecord): void {
  const place = placeOf(path);
  try {
    writeFileSync(`${place}-new`, `${JSON.stringify(record)}\n`);
    renameSync(`${place}-new`, place);
  } catch {
    rmSync(`${place}-new`, { force: true });
  }
}

export const removeFileRecord = (path: string): void => rmSync(placeOf(path), { force: true });
