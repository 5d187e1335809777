import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * A record beside the history's file: its last known mark, and whether a writer has it open or ended without closing it. The
 * file itself does not show that it lost its write-ahead log or was restored to an older state.
 */
interface FileRecord {
  mark: number;
  isOpen: boolean;
}

const placeOf = (path: string): string => `${path}-state`;

/** Null if there is no readable record. */
export function readFileRecord(path: string): FileRecord | null {
  try {
    const { mark, isOpen } = JSON.parse(readFileSync(placeOf(path), 'utf8')) as FileRecord;
    return Number.isInteger(mark) && typeof isOpen === 'boolean' ? { mark, isOpen } : null;
  } catch {
    return null;
  }
}

/** If it can't be written, as on a full disk, the older record stays and the store continues. */
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
