import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { bareEnvironment } from './bare-environment.ts';

const fixture = fileURLToPath(new URL('../workers/fixtures/faulty-worker.ts', import.meta.url));

/** Starts the history's worker with faults: `tests/workers/fixtures/faulty-worker.ts`. It says that it is of this version. */
export async function startFaultyWorker(
  environment: Record<string, string>,
  version: string,
): Promise<ChildProcess> {
  const child = fork(fixture, [version], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    env: { ...bareEnvironment, ...environment, WAYBILL_LOG_LEVEL: 'silent' },
  });
  await once(child, 'message');
  return child;
}
