import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atExit } from '../../tests/engines/at-exit.ts';
import { bareEnvironment } from '../../tests/engines/bare-environment.ts';

const entry = fileURLToPath(new URL('./history-of-version.ts', import.meta.url));

/** The fault of a version of the worker: the store refuses its writes of such events for good. */
export interface Fault {
  eventType?: string;
  /** Only events whose text contains this. */
  text?: string;
  code: string;
  message: string;
}

interface HistoryWorker {
  stop(): Promise<void>;
}

/** Deploys a version of the history's worker in its own process. Resolves when the worker runs. */
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
