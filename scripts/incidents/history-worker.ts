import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atExit } from '../../tests/engines/at-exit.ts';
import { bareEnvironment } from '../../tests/engines/bare-environment.ts';

const entry = fileURLToPath(new URL('./history-of-version.ts', import.meta.url));

/** What a version of the worker gets wrong: the store refuses its write of such events for good. */
export interface Fault {
  eventType?: string;
  /** Only events whose text has this in it. */
  text?: string;
  code: string;
  message: string;
}

export interface HistoryWorker {
  stop(): Promise<void>;
}

/** Deploys a version of the history's worker, as a process of its own. Resolves when it is at work. */
export async function deployHistoryWorker(
  environment: Record<string, string>,
  version: string,
  fault?: Fault,
): Promise<HistoryWorker> {
  const child: ChildProcess = fork(entry, [version, ...(fault ? [JSON.stringify(fault)] : [])], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...bareEnvironment, WAYBILL_LOG_LEVEL: 'silent', ...environment },
  });
  const forget = atExit(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    async stop() {
      forget();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
