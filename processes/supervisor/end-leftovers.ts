import { setTimeout as pause } from 'node:timers/promises';
import { forgetProcess, isStillRunning, type ProcessRecord, readProcessRecords } from './process-records.ts';

/**
 * Ends processes that a killed supervisor left running on this data folder. Waits for roles, which end by themselves;
 * ends nats-server, Cassandra and the console, which don't notice. Returns the processes that it ended.
 */
export async function endLeftovers(
  folder: string,
  limits: { drainTimeoutMs: number; natsStopTimeoutMs: number; cassandraStopTimeoutMs: number },
): Promise<ProcessRecord[]> {
  const left = readProcessRecords(folder).filter(({ supervisor }) => !isStillRunning(supervisor));
  const running = left.filter(isStillRunning);
  const serverTimeouts: Record<string, number> = {
    nats: limits.natsStopTimeoutMs,
    cassandra: limits.cassandraStopTimeoutMs,
  };
  const roles = running.filter(({ name }) => serverTimeouts[name] === undefined);
  const servers = running.filter(({ name }) => serverTimeouts[name] !== undefined);
  await Promise.all(roles.map((record) => end(record, limits.drainTimeoutMs)));
  await Promise.all(servers.map((record) => end(record, serverTimeouts[record.name] ?? 0)));
  for (const { name, supervisor } of left) forgetProcess(folder, name, supervisor.pid);
  return running;
}

async function end(record: ProcessRecord, timeoutMs: number): Promise<void> {
  signal(record, 'SIGTERM');
  const deadline = performance.now() + timeoutMs;
  while (isStillRunning(record)) {
    if (performance.now() > deadline) signal(record, 'SIGKILL');
    await pause(25);
  }
}

function signal({ pid }: ProcessRecord, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // The process has ended in the meantime.
  }
}
