import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * A process that was killed a moment ago is still listed, and a role ends by itself once its test's process has ended.
 */
const GRACE_MS = 10_000;
const POLL_MS = 50;

/** Short: a Unix socket's path in it must fit into 108 bytes. */
export const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'waybill-t-'));

interface Leftovers {
  /** The processes that still ran, with id and command line. */
  processes: { pid: number; command: string }[];
  /** The files left in the folder. */
  files: string[];
}

/**
 * Ends processes and removes files that a test file left behind, and returns what they were. `folder` is the file's
 * temporary folder (its `TMPDIR`). Its processes are found by that path in their environment, arguments or working
 * directory, and only on Linux; files are found everywhere.
 */
export async function clearLeftovers(folder: string, graceMs = GRACE_MS): Promise<Leftovers> {
  const deadline = performance.now() + graceMs;
  let processes = processesOf(folder);
  while (processes.length > 0 && performance.now() < deadline) {
    await pause(POLL_MS);
    processes = processesOf(folder);
  }
  for (const { pid } of processes) kill(pid);
  const files = readdirSync(folder);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  } catch {
    // A disk is still mounted there. `files` names it.
  }
  return { processes, files };
}

function processesOf(folder: string): Leftovers['processes'] {
  const pids = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const isOurs = () =>
        command.includes(folder) ||
        readlinkSync(`/proc/${pid}/cwd`).startsWith(folder) ||
        readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder);
      // A process that has ended but was not reaped has no command line.
      if (command === '' || !isOurs()) return [];
      return [{ pid: Number(pid), command: command.replaceAll('\0', ' ').trim() }];
    } catch {
      // It has ended, or belongs to another user.
      return [];
    }
  });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** A sentence for the report; undefined if nothing was left. */
export function describeLeftovers({ processes, files }: Leftovers): string | undefined {
  const said = [
    ...processes.map(
      ({ pid, command }) => `Process ${pid} still ran and was killed: ${command.slice(0, 300)}`,
    ),
    ...(files.length > 0 ? [`Temporary files remained: ${files.join(', ')}`] : []),
  ];
  return said.length > 0 ? said.join('\n') : undefined;
}
