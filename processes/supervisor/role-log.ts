import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * The file a role's output goes to; undefined where it can't be opened. The role has the file itself, not a pipe: its
 * output does not depend on the supervisor's life or speed. So the file is bounded by copying it aside and emptying it
 * in place.
 */
export function openRoleLog(file: string): number | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch {
    return undefined;
  }
}

/** Adds a line, where there is space for it. */
export function appendRoleLog(file: string, line: string): void {
  try {
    if (!existsSync(file)) mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${line}\n`);
  } catch {
    // A log that can't be written must not end what it is the log of.
  }
}

/** Puts a log that has grown past `maxBytes` aside as `<file>.1`. On a full disk the old lines are given up. */
export function boundRoleLog(file: string, maxBytes: number): void {
  try {
    if (statSync(file).size <= maxBytes) return;
    copyAside(file);
    truncateSync(file);
  } catch {
    // Absent, or on a disk that takes nothing: then it doesn't grow either.
  }
}

/**
 * As `boundRoleLog`, for the file that a process holds open. Returns false if another file, or none, has its name now:
 * then the process still writes to the old file, which must stay bounded too.
 */
export function boundHeldLog(file: string, descriptor: number, maxBytes: number): boolean {
  try {
    const held = fstatSync(descriptor);
    const named = statSync(file, { throwIfNoEntry: false });
    const isNamed = named?.ino === held.ino && named?.dev === held.dev;
    if (held.size > maxBytes) {
      if (isNamed) copyAside(file);
      ftruncateSync(descriptor);
    }
    return isNamed;
  } catch {
    return true;
  }
}

function copyAside(file: string): void {
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // Emptying it is what gives space back.
  }
}

/** The last lines of a log, at most 4 KiB; empty when there is none, or it can't be read. */
export function endOfRoleLog(file: string, lines: number): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const size = fstatSync(descriptor).size;
    const buffer = Buffer.alloc(Math.min(size, 4_096));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch {
    return '';
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
