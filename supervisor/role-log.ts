import {
  appendFileSync,
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * The file a role's output goes to. The role has the file itself, not a pipe: its output does not depend on the
 * supervisor's life or speed. So the file is bounded by copying it aside and emptying it in place.
 */
export function openRoleLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'a');
}

/** Adds a line, where there is space for it. */
export function appendRoleLog(file: string, line: string): void {
  try {
    appendFileSync(file, `${line}\n`);
  } catch {
    // A log that can't be written must not end what it is the log of.
  }
}

/** Puts a log that has grown past `maxBytes` aside as `<file>.1`. On a full disk the old lines are given up. */
export function boundRoleLog(file: string, maxBytes: number): void {
  try {
    if (statSync(file).size <= maxBytes) return;
  } catch {
    return;
  }
  try {
    copyFileSync(file, `${file}.1`);
  } catch {
    // Emptying it below is what gives space back.
  }
  truncateSync(file);
}

/** The last lines of a log, at most 4 KiB; empty when there is none. */
export function endOfRoleLog(file: string, lines: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const size = fstatSync(descriptor).size;
    const buffer = Buffer.alloc(Math.min(size, 4_096));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(descriptor);
  }
}
