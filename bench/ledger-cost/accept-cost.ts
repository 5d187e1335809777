import { startNatsServer } from '../../tests/engines/nats-server.ts';
import { temporaryFolder } from '../../tests/engines/temporary-folder.ts';
import { awaitGeneration, gatewayEnvironment } from '../arena.ts';
import { type BenchChild, cpuMsOf, startChild } from '../child.ts';
import { type Cost, type Side, takePairs } from './side.ts';

const CONNECTIONS = 64;

/**
 * The processor time of a gateway for an accepted command, closed loop. One gateway per side; both run all the time.
 */
export async function acceptCost(
  sides: readonly [Side, Side],
  plan: { pairs: number; durationMs: number; profile: boolean },
): Promise<{ on: Cost; off: Cost }[]> {
  const folder = temporaryFolder('bench');
  const nats = await startNatsServer({ sync: '2m' });
  const children: BenchChild[] = [];
  try {
    const start = async (script: string, args: string[], side?: Side, nodeArgs: string[] = []) => {
      const env = gatewayEnvironment(nats.url, folder.path, side?.environment);
      const child = await startChild(script, args, env, nodeArgs);
      children.push(child);
      return child;
    };
    const gateways = new Map<Side, BenchChild>();
    for (const side of sides) {
      const profiled = plan.profile
        ? ['--cpu-prof', `--cpu-prof-dir=.cache/profiles/accept-${side.name}`]
        : [];
      gateways.set(side, await start('processes/roles/main.ts', ['gateway'], side, profiled));
      await awaitGeneration(nats.url);
    }
    const load = await start('bench/load-generator.ts', []);
    const turn = async (side: Side): Promise<Cost> => {
      const gateway = gateways.get(side)!;
      const port = Number(new URL(gateway.url).port);
      const { durationMs } = plan;
      const order = { port, connections: CONNECTIONS, rate: 0, warmUpMs: 300, durationMs };
      const before = { process: gateway.cpuMs(), nats: cpuMsOf(nats.pid) };
      const { answered, failed } = await load.order(order, 4 * durationMs + 10_000);
      if (failed > 0) throw new Error(`${failed} of ${answered} commands were not accepted`);
      return {
        process: ((gateway.cpuMs() - before.process) / answered) * 1_000,
        nats: ((cpuMsOf(nats.pid) - before.nats) / answered) * 1_000,
      };
    };
    // Warm-up: a process is slow at first.
    for (const side of sides) await turn(side);
    return await takePairs(sides, plan.pairs, turn);
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    await nats.stop();
    folder.remove();
  }
}
