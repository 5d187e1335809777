import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from './measure.ts';

/** One process of the bench: a contender, or a load generator. */
export interface BenchChild {
  /** The URL it listens on; empty if it doesn't listen. */
  url: string;
  pid: number;
  /** The processor time used so far, user and system, in ms, as the operating system counts it. */
  cpuMs(): number;
  order<Answer = Measurement>(order: object, timeoutMs: number): Promise<Answer>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '..');
const READY_TIMEOUT_MS = 20_000;

/** Starts a script as its own process. Resolves when the process reports that it is ready. Throws if it doesn't. */
export async function startChild(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  nodeArgs: string[] = [],
): Promise<BenchChild> {
  const child = fork(join(root, script), args, {
    cwd: root,
    env,
    execArgv: ['--disable-warning=ExperimentalWarning', ...nodeArgs],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const { url = '' } = await nextMessage<{ url?: string }>(child, READY_TIMEOUT_MS);
  return {
    url,
    pid: child.pid!,
    cpuMs: () => cpuMsOf(child.pid!),
    async order<Answer>(order: object, timeoutMs: number) {
      child.send(order);
      const answer = await nextMessage<{ measurement?: Answer; error?: string }>(child, timeoutMs);
      if (!answer.measurement) throw new Error(answer.error ?? `${script} did not measure`);
      return answer.measurement;
    },
    async stop() {
      process.off('exit', kill);
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      const giveUp = setTimeout(kill, 5_000);
      await exited;
      clearTimeout(giveUp);
    },
  };
}

async function nextMessage<Message>(child: ChildProcess, timeoutMs: number): Promise<Message> {
  const limit = AbortSignal.timeout(timeoutMs);
  const gone = new AbortController();
  const [message] = await Promise.race([
    once(child, 'message', { signal: AbortSignal.any([limit, gone.signal]) }),
    once(child, 'exit', { signal: gone.signal }).then(([code]) => {
      throw new Error(`${child.spawnargs.at(-1)} ended with ${code}`);
    }),
  ]).finally(() => gone.abort());
  return message as Message;
}

const TICKS_A_SECOND = process.platform === 'linux' ? Number(execFileSync('getconf', ['CLK_TCK'])) : 0;

/** Linux has it in /proc, in clock ticks; other systems in `ps`, in hundredths of a second. */
export function cpuMsOf(pid: number): number {
  if (TICKS_A_SECOND > 0) {
    // The second field is the program's name and may contain spaces, so count the fields after it.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND) * 1_000;
  }
  const text = execFileSync('ps', ['-o', 'cputime=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  return text.split(/[:-]/).reduce((total, part) => total * 60 + Number(part), 0) * 1_000;
}
