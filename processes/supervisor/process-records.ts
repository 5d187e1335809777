import {
  closeSync,
  constants,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { identifyProcess } from './identify-process.ts';

/** Which process runs a role, and for which supervisor: what the next start needs to find what a killed one left. */
export interface ProcessRecord {
  name: string;
  pid: number;
  identity: string;
  supervisor: { pid: number; identity: string };
}

/** All records have this size: an existing one is written in place, which needs no space on a full disk. */
const RECORD_BYTES = 512;

const fileOf = (folder: string, name: string, supervisor: number) =>
  join(folder, `${name.replace(':', '-')}.${supervisor}.json`);

/** Notes that this process has started `pid` for the role `name`. Returns whether that could be written. */
export function recordProcess(folder: string, name: string, pid: number): boolean {
  const record: ProcessRecord = {
    name,
    pid,
    identity: identifyProcess(pid) ?? '',
    supervisor: { pid: process.pid, identity: identifyProcess(process.pid) ?? '' },
  };
  try {
    mkdirSync(folder, { recursive: true });
    writeInPlace(fileOf(folder, name, process.pid), JSON.stringify(record).padEnd(RECORD_BYTES));
    return true;
  } catch {
    return false;
  }
}

function writeInPlace(file: string, text: string): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT);
  try {
    writeSync(descriptor, text, 0);
  } finally {
    closeSync(descriptor);
  }
}

/** Forgets a process that has ended for good. A record that can't be removed names a process that no longer runs. */
export function forgetProcess(folder: string, name: string, supervisor = process.pid): void {
  try {
    rmSync(fileOf(folder, name, supervisor), { force: true });
  } catch {
    // The next start removes it.
  }
}

/** The record of the process that this supervisor runs for a role; undefined where none is written. */
export function ownRecord(folder: string, name: string): ProcessRecord | undefined {
  return readRecord(fileOf(folder, name, process.pid));
}

/** All records in the folder; a broken one, of a start that was cut off while writing, is left out. */
export function readProcessRecords(folder: string): ProcessRecord[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.flatMap((file) => readRecord(join(folder, file)) ?? []);
}

function readRecord(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    return undefined;
  }
}

/** Whether the process of this number is still the one that was recorded. */
export const isStillRunning = ({ pid, identity }: { pid: number; identity: string }): boolean =>
  identity !== '' && identifyProcess(pid) === identity;
