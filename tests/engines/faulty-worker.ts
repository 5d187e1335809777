import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './bare-environment.ts';

const fixture = fileURLToPath(new URL('../workers/fixtures/faulty-worker.ts', import.meta.url));

/** The history's worker with faults: `tests/workers/fixtures/faulty-worker.ts`. It reports this version, if given. */
export const forkFaultyWorker = (environment: Record<string, string>, version?: string): ChildProcess =>
  fork(fixture, version === undefined ? [] : [version], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...bareEnvironment, ...environment, WAYBILL_LOG_LEVEL: 'silent' },
  });

/** The same. Resolves once the worker works. */
export async function startFaultyWorker(
  environment: Record<string, string>,
  version?: string,
): Promise<ChildProcess> {
  const child = forkFaultyWorker(environment, version);
  await once(child, 'message');
  return child;
}
