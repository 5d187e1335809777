import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { readSettings } from '../platform/configuration/settings.ts';
import { type Arena, openArena } from './arena.ts';
import { type BenchChild, cpuMsOf } from './child.ts';
import type { Measurement } from './measure.ts';
import { median } from './median.ts';
import { printTable, type Row } from './print-table.ts';

const CONNECTIONS = 64;
const OPEN_RATES: Record<string, number[]> = { always: [250, 500, 1_000], '2m': [500, 1_500, 3_000] };
const TARGET = 1.3;

interface Plan {
  repeats: number;
  warmUpMs: number;
  durationMs: number;
  rates: Record<string, number[]>;
}

/** Many short turns rather than a few long ones, so that other work on the machine affects all contenders equally. */
const FULL: Plan = { repeats: 5, warmUpMs: 400, durationMs: 2_000, rates: OPEN_RATES };
const QUICK: Plan = { repeats: 3, warmUpMs: 300, durationMs: 1_000, rates: { always: [250], '2m': [1_500] } };

interface Sample extends Measurement {
  /** The contender's processor time for one accepted command, in µs. */
  cpuUs: number;
  natsCpuUs: number;
}

type Contender = { name: string; measure(arena: Arena, plan: Plan): Promise<Sample> };

function overHttp(name: string, of: (arena: Arena) => BenchChild, rate: number): Contender {
  return {
    name,
    measure: (arena, plan) => {
      const server = of(arena);
      const port = Number(new URL(server.url).port);
      const { warmUpMs, durationMs } = plan;
      return sample(arena, server, () =>
        arena.load.order(
          { port, connections: CONNECTIONS, rate, warmUpMs, durationMs },
          4 * (warmUpMs + durationMs) + 10_000,
        ),
      );
    },
  };
}

function ofTheLog(inFlight: number): Contender {
  return {
    name: `log alone, ${inFlight} in flight`,
    measure: (arena, plan) => {
      const { warmUpMs, durationMs } = plan;
      return sample(arena, arena.publisher, () =>
        arena.publisher.order({ inFlight, warmUpMs, durationMs }, 4 * (warmUpMs + durationMs) + 10_000),
      );
    },
  };
}

/** Processor time and answers are both counted over the whole load, including the warm-up. */
async function sample(arena: Arena, server: BenchChild, load: () => Promise<Measurement>): Promise<Sample> {
  const before = server.cpuMs();
  const natsBefore = cpuMsOf(arena.nats.pid);
  const measurement = await load();
  const made = measurement.answered || 1;
  return {
    ...measurement,
    cpuUs: ((server.cpuMs() - before) / made) * 1_000,
    natsCpuUs: ((cpuMsOf(arena.nats.pid) - natsBefore) / made) * 1_000,
  };
}

const WAYBILL = 'Waybill’s gateway';
const REFERENCE = 'Fastify + js.publish';

/** The contenders take turns, so that other work on the machine affects all of them. */
async function interleave(arena: Arena, plan: Plan, contenders: Contender[]): Promise<Row[]> {
  const samples = new Map<string, Sample[]>(contenders.map(({ name }) => [name, []]));
  for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
    for (const { name, measure } of contenders) samples.get(name)!.push(await measure(arena, plan));
  }
  return contenders.map(({ name }) => rowOf(name, samples.get(name)!));
}

function rowOf(name: string, samples: Sample[]): Row {
  const rates = samples.map(({ accepted, seconds }) => accepted / seconds);
  const of = (field: keyof Sample) => median(samples.map((one) => one[field]));
  return {
    name,
    perSecond: median(rates),
    spread: [Math.min(...rates), Math.max(...rates)],
    p50: of('p50'),
    p95: of('p95'),
    p99: of('p99'),
    cpuUs: of('cpuUs'),
    natsCpuUs: of('natsCpuUs'),
    failed: samples.reduce((sum, one) => sum + one.failed, 0),
    overdue: samples.reduce((sum, one) => sum + one.overdue, 0),
  };
}

async function benchSync(sync: string, plan: Plan, profile: boolean): Promise<number> {
  const arena = await openArena(sync, profile);
  try {
    process.stdout.write(`\n## sync_interval ${sync}, ${arena.generation.partitions} partitions\n\n`);
    const closed = await interleave(arena, plan, [
      overHttp(WAYBILL, ({ gateway }) => gateway, 0),
      overHttp(REFERENCE, ({ reference }) => reference, 0),
      ofTheLog(64),
      ofTheLog(256),
    ]);
    printTable(`Closed loop, ${CONNECTIONS} connections`, closed);
    const ratio = closed[0]!.perSecond / closed[1]!.perSecond;
    const cpu = closed[1]!.cpuUs / closed[0]!.cpuUs;
    process.stdout.write(
      `Waybill : ${REFERENCE} = ${ratio.toFixed(2)} in 202s per second; the reference takes ${cpu.toFixed(2)} × the CPU per command; ` +
        `Waybill : log alone at 64 = ${(closed[0]!.perSecond / closed[2]!.perSecond).toFixed(2)}\n`,
    );
    for (const rate of plan.rates[sync] ?? []) {
      const open = await interleave(arena, plan, [
        overHttp(WAYBILL, ({ gateway }) => gateway, rate),
        overHttp(REFERENCE, ({ reference }) => reference, rate),
      ]);
      printTable(`Open loop, ${rate} per second, latency from when each was due`, open);
    }
    return ratio;
  } finally {
    await arena.stop();
  }
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      sync: { type: 'string', default: 'always,2m' },
      profile: { type: 'boolean', default: false },
    },
  });
  readSettings();
  const plan = values.quick ? QUICK : FULL;
  const began = performance.now();
  const model = cpus()[0]?.model ?? 'unknown processor';
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${model}), ${Math.round(totalmem() / 1024 ** 3)} GB · Node ${process.versions.node} · ` +
      `medians of ${plan.repeats} interleaved repeats of ${plan.durationMs / 1_000} s\n` +
      'The load generator, the contender and nats-server share these cores: figures are lower bounds; compare the ratios.\n' +
      `Load before the start: ${loadavg()[0]!.toFixed(1)}. Above 0.5, other programs are running too.\n`,
  );
  const ratios: [string, number][] = [];
  for (const sync of values.sync.split(',')) ratios.push([sync, await benchSync(sync, plan, values.profile)]);
  process.stdout.write('\n');
  for (const [sync, ratio] of ratios) {
    const verdict = sync === '2m' ? ` (target ${TARGET}: ${ratio >= TARGET ? 'met' : 'missed'})` : '';
    process.stdout.write(`sync ${sync}: Waybill : ${REFERENCE} = ${ratio.toFixed(2)}${verdict}\n`);
  }
  process.stdout.write(`in ${Math.round((performance.now() - began) / 1_000)} s\n`);
}

await main(process.argv.slice(2));
