import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ProcessPlan } from './process-plan.ts';
import { appendRoleLog } from './role-log.ts';

/** The exit code of a role that a restart can't mend. */
export const NO_RESTART = 78;

/** Reasons why a program can't run that another try doesn't change. Others, such as EAGAIN, are temporary. */
const MISSING = new Set(['ENOENT', 'EACCES', 'ENOEXEC']);

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** How a process ended. */
export interface RoleEnd {
  /** The exit code; null where it had none. */
  code: number | null;
  how: string;
  /** What it said before it failed. */
  reason: string | undefined;
  /** As reported by the process itself; undefined where it did not. */
  startedAt: number | undefined;
}

export interface SpawnedRole {
  child: ChildProcess;
  /** Resolves to its address when the role is ready; never if the role ends before. */
  ready: Promise<{ url: string | undefined }>;
  ended: Promise<RoleEnd>;
}

/** Starts a role's process; its output goes to `log`. Throws where no process can be had. */
export function spawnRole(plan: ProcessPlan, log: number | 'ignore'): SpawnedRole {
  const over = new AbortController();
  const ended = Promise.withResolvers<RoleEnd>();
  const ready = Promise.withResolvers<{ url: string | undefined }>();
  let reason: string | undefined;
  let startedAt: number | undefined;

  // A group of its own, so that a terminal's Ctrl-C reaches the supervisor alone, which ends all in order.
  const child = spawn(plan.file, plan.args, {
    cwd: plan.cwd,
    env: plan.env,
    detached: true,
    stdio: stdioOf(plan, log),
  });
  if (plan.output) passOn(plan.output, child, plan.logFile);
  child.on('message', (message: { type?: unknown; message?: unknown; startedAt?: unknown }) => {
    if (typeof message?.startedAt === 'number') startedAt = message.startedAt;
    if (message?.type === 'failed') reason = String(message.message);
  });
  plan.whenReady(child, over.signal).then(
    ({ url }) => ready.resolve({ url }),
    () => {},
  );
  const finish = (code: number | null, how: string) => {
    over.abort();
    ended.resolve({ code, how, reason, startedAt });
  };
  child.on('exit', (code, signal) => finish(code, signal ? `killed by ${signal}` : `exit code ${code}`));
  child.on('error', (error) => {
    // Also sent for a message that couldn't be delivered: only a process that never was has ended by it.
    if (child.pid === undefined)
      finish(
        MISSING.has(codeOf(error)) ? NO_RESTART : null,
        `${plan.file} could not be run: ${error.message}`,
      );
  });
  return { child, ready: ready.promise, ended: ended.promise };
}

function stdioOf(plan: ProcessPlan, log: number | 'ignore'): StdioOptions {
  if (plan.output) return ['ignore', log, 'pipe'];
  return plan.channel ? ['ignore', log, log, 'ipc'] : ['ignore', log, log];
}

function passOn(output: NonNullable<ProcessPlan['output']>, child: ChildProcess, logFile: string): void {
  output.started();
  if (!child.stderr) return;
  child.stderr.on('error', () => {});
  createInterface({ input: child.stderr }).on('line', (line) => {
    output.line(line);
    appendRoleLog(logFile, line);
  });
}
