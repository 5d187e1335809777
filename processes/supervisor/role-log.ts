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
 * The file for a role's output; undefined if it can't be opened. The role writes to the file directly, not to a pipe,
 * so that its output doesn't depend on the supervisor. The file is therefore rotated by copying it and emptying it in
 * place.
 */
export function openRoleLog(file: string): number | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch {
    return undefined;
  }
}

/** Appends a line if the disk has space for it. */
export function appendRoleLog(file: string, line: string): void {
  try {
    if (!existsSync(file)) mkdirSync(dirname(file), { recursive: true });
    appendFileSync(file, `${line}\n`);
  } catch {
    // A process must not end because its log can't be written.
  }
}

/** Moves the content of a log larger than `maxBytes` to `<file>.1`. On a full disk the old lines are dropped. */
export function boundRoleLog(file: string, maxBytes: number): void {
  try {
    if (statSync(file).size <= maxBytes) return;
    copyAside(file);
    truncateSync(file);
  } catch {
    // The file is missing, or its disk takes no writes. Either way it doesn't grow.
  }
}

/**
 * As `boundRoleLog`, for a file that a process holds open. Returns false if the name now belongs to another file or to
 * none. The process then still writes to the old file, which must stay bounded too.
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
    // Emptying the file is what frees space.
  }
}

/** The last lines of a log, at most 4 KiB. Empty if the file is missing or can't be read. */
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
