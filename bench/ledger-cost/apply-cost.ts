import { NatsLink } from '../../adapters/jetstream/nats-link.ts';
import { childEnvironment, type Settings } from '../../configuration/settings.ts';
import { startNatsServer } from '../../tests/engines/nats-server.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';
import { sqliteIn } from '../drain/contender.ts';
import { countCpu } from '../drain/cpu-of.ts';
import { drainLog } from '../drain/drain-log.ts';
import { fillLog } from '../drain/fill-log.ts';
import { type Cost, type Side, takePairs } from './side.ts';

const CHANNELS = 500;

/** What a worker takes for an applied event: the same backlog drained into an empty SQLite history a turn. */
export async function applyCost(
  sides: readonly [Side, Side],
  settings: Settings,
  plan: { pairs: number; events: number; profile: boolean },
): Promise<{ on: Cost; off: Cost }[]> {
  const folder = temporaryFolder('bench');
  const nats = await startNatsServer({ sync: '2m' });
  const link = new NatsLink({
    url: nats.url,
    name: 'bench-ledger-cost',
    connectTimeoutMs: 2_000,
    pingIntervalMs: 2_000,
    requestTimeoutMs: 10_000,
  });
  let turns = 0;
  try {
    const { events } = plan;
    const log = await fillLog(link, settings, { events, channels: CHANNELS, shape: 'uniform' });
    const kind = sqliteIn(folder.path);
    return await takePairs(sides, plan.pairs, async (side): Promise<Cost> => {
      turns += 1;
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
        let used = () => ({ process: 0, store: 0, nats: 0 });
        const { worker } = await drainLog(link, log, settings, environment, ({ pid }) => {
          used = countCpu({ process: pid, store: undefined, nats: nats.pid });
        });
        const cpu = used();
        await worker.stop();
        return { process: (cpu.process / events) * 1_000, nats: (cpu.nats / events) * 1_000 };
      } finally {
        await target.remove();
      }
    });
  } finally {
    await link.close();
    await nats.stop();
    folder.remove();
  }
}
