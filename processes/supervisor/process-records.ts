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

/**
 * Which process runs a role, and for which supervisor. The next start uses this to find processes that a killed start
 * left.
 */
export interface ProcessRecord {
  name: string;
  pid: number;
  identity: string;
  supervisor: { pid: number; identity: string };
}

/** The size of every record. An existing record is overwritten in place, which works on a full disk. */
const RECORD_BYTES = 512;

const fileOf = (folder: string, name: string, supervisor: number) =>
  join(folder, `${name.replace(':', '-')}.${supervisor}.json`);

/** Records that this process has started `pid` for the role `name`. Returns whether the record was written. */
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

/**
 * Removes the record of a process that has ended for good. A record that can't be removed is harmless: its process no
 * longer runs.
 */
export function forgetProcess(folder: string, name: string, supervisor = process.pid): void {
  try {
    rmSync(fileOf(folder, name, supervisor), { force: true });
  } catch {
    // The next start removes the record.
  }
}

/** The record of the process that this supervisor runs for a role; undefined if there is none. */
export function ownRecord(folder: string, name: string): ProcessRecord | undefined {
  return readRecord(fileOf(folder, name, process.pid));
}

/** All records in the folder. Leaves out a broken one, from a start that was killed while it wrote. */
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

/** Whether this process id still belongs to the recorded process. */
export const isStillRunning = ({ pid, identity }: { pid: number; identity: string }): boolean =>
  identity !== '' && identifyProcess(pid) === identity;
