import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess } from './identify-process.ts';

/** Which process runs a role, and for which supervisor: what the next start needs to find what a killed one left. */
export interface ProcessRecord {
  name: string;
  pid: number;
  identity: string;
  supervisor: { pid: number; identity: string };
}

const fileOf = (folder: string, name: string, supervisor: number) =>
  join(folder, `${name.replace(':', '-')}.${supervisor}.json`);

/** Notes that this process has started `pid` for the role `name`. */
export function recordProcess(folder: string, name: string, pid: number): void {
  const record: ProcessRecord = {
    name,
    pid,
    identity: identifyProcess(pid) ?? '',
    supervisor: { pid: process.pid, identity: identifyProcess(process.pid) ?? '' },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(folder, name, process.pid), JSON.stringify(record));
}

export function forgetProcess(folder: string, name: string, supervisor = process.pid): void {
  rmSync(fileOf(folder, name, supervisor), { force: true });
}

/** All records in the folder; a broken one, of a start that was cut off while writing, is left out. */
export function readProcessRecords(folder: string): ProcessRecord[] {
  let files: string[];
  try {
    files = readdirSync(folder);
  } catch {
    return [];
  }
  return files.flatMap((file) => {
    try {
      return [JSON.parse(readFileSync(join(folder, file), 'utf8')) as ProcessRecord];
    } catch {
      return [];
    }
  });
}

/** Whether the process of this number is still the one that was recorded. */
export const isStillRunning = ({ pid, identity }: { pid: number; identity: string }): boolean =>
  identity !== '' && identifyProcess(pid) === identity;
