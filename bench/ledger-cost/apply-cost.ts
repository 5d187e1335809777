import { childEnvironment, type Settings } from '../../platform/configuration/settings.ts';
import { startLog, type TestLog } from '../../tests/engines/log.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';
import { sqliteIn } from '../drain/contender.ts';
import { countCpu } from '../drain/cpu-of.ts';
import { startHeldWorker } from '../drain/drain-log.ts';
import { type FilledLog, fillLog } from '../drain/fill-log.ts';
import { type Cost, type Side, takePairs } from './side.ts';

const CHANNELS = 500;

interface Backlog {
  server: TestLog;
  log: FilledLog;
}

/**
 * The processor time of a worker for an applied event. Each turn drains the same backlog into an empty SQLite history.
 */
export async function applyCost(
  sides: readonly [Side, Side],
  settings: Settings,
  plan: { pairs: number; events: number; profile: boolean },
): Promise<{ on: Cost; off: Cost }[]> {
  const folder = temporaryFolder('bench');
  // Both sides share one log, unless one side's events carry a trace context: those events are larger, which is part of
  // the cost.
  const backlogs = new Map<number | undefined, Backlog>();
  let turns = 0;
  try {
    const { events } = plan;
    for (const { keptTraces } of sides)
      if (!backlogs.has(keptTraces))
        backlogs.set(keptTraces, await openBacklog(settings, events, keptTraces));
    const kind = sqliteIn(folder.path);
    return await takePairs(sides, plan.pairs, async (side): Promise<Cost> => {
      turns += 1;
      const { server, log } = backlogs.get(side.keptTraces)!;
      const { nats, link } = server;
      const target = await kind.open(turns);
      const profiled = `--cpu-prof --cpu-prof-dir=.cache/profiles/apply-${side.name}`;
      const environment = {
        ...(childEnvironment({}) as Record<string, string>),
        NATS_URL: nats.url,
        WAYBILL_LOG_LEVEL: 'warn',
        ...target.environment,
        ...side.environment,
        ...(plan.profile ? { NODE_OPTIONS: profiled } : {}),
      };
      try {
        const { worker, drain } = await startHeldWorker(link, log, settings, environment);
        const used = countCpu({ process: worker.pid, store: undefined, nats: nats.pid });
        await drain(log);
        const cpu = used();
        await worker.stop();
        return { process: (cpu.process / events) * 1_000, nats: (cpu.nats / events) * 1_000 };
      } finally {
        await target.remove();
      }
    });
  } finally {
    for (const { server } of backlogs.values()) await server.stop();
    folder.remove();
  }
}

async function openBacklog(
  settings: Settings,
  events: number,
  keptTraces: number | undefined,
): Promise<Backlog> {
  const server = await startLog({ partitions: 0, nats: { sync: '2m' } });
  const log = await fillLog(server.link, settings, {
    events,
    channels: CHANNELS,
    shape: 'uniform',
    keptTraces,
  });
  return { server, log };
}
