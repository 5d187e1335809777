import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ProcessPlan } from './process-plan.ts';
import { appendRoleLog } from './role-log.ts';

/** The exit code of a role that a restart can't fix. */
export const NO_RESTART = 78;

/** Errors that another try to run a program doesn't change. Others, such as EAGAIN, are temporary. */
const MISSING = new Set(['ENOENT', 'EACCES', 'ENOEXEC']);

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

/** How a process ended. */
interface RoleEnd {
  /** The exit code; null if a signal ended the process. */
  code: number | null;
  how: string;
  /** The reason that the process gave before it failed. */
  reason: string | undefined;
  /** Reported by the process itself; undefined if it didn't. */
  startedAt: number | undefined;
}

interface SpawnedRole {
  child: ChildProcess;
  /** Resolves to the role's URL when it is ready. Never resolves if the role ends before. */
  ready: Promise<{ url: string | undefined }>;
  ended: Promise<RoleEnd>;
}

/** Starts a role's process with its output to `log`. Throws if no process can be started. */
export function spawnRole(plan: ProcessPlan, log: number | 'ignore'): SpawnedRole {
  const over = new AbortController();
  const ended = Promise.withResolvers<RoleEnd>();
  const ready = Promise.withResolvers<{ url: string | undefined }>();
  let reason: string | undefined;
  let startedAt: number | undefined;

  // A process group of its own, so that Ctrl-C reaches only the supervisor, which ends all processes in order.
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
    // Also emitted for a message that couldn't be delivered. Only without a pid did the process never start.
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
