import { mkdirSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { childEnvironment, readSettings, type Settings } from '../platform/configuration/settings.ts';
import { startCassandra } from '../tests/engines/cassandra-server.ts';
import { startLog } from '../tests/engines/log.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { startChild } from './child.ts';
import type { LoadOrder } from './drain/answer-order.ts';
import { writeChanges } from './drain/changes-file.ts';
import { cassandraOn, type StoreKind, sqliteIn, type Target } from './drain/contender.ts';
import { type Cpu, countCpu, PARTS } from './drain/cpu-of.ts';
import { startHeldWorker } from './drain/drain-log.ts';
import { fillLog } from './drain/fill-log.ts';
import type { Shape } from './drain/make-events.ts';
import { timeLoneEvents } from './drain/time-lone-events.ts';
import { quantilesOf } from './measure.ts';
import { median } from './median.ts';
import { printLines } from './print-lines.ts';

const LOAD_TIMEOUT_MS = 300_000;

interface Outcome {
  /** Events per second. */
  rate: number;
  cpu: Cpu;
}

type Turn = { worker: Outcome; loader: Outcome };

interface Plan {
  /** The size of the timed backlog, in events. */
  events: number;
  /** Events that worker and loader write before the clock starts. 0 for newly started processes. */
  warm: number;
  channels: number;
  repeats: number;
  loneEvents: number;
  profile: boolean;
}

/**
 * What a worker has written: the file of its changes, for the loaders, and the hash of the rows that these must
 * produce.
 */
interface Written {
  file: string;
  hash: string;
}

interface Arena {
  folder: string;
  shape: Shape;
  plan: Plan;
  settings: Settings;
  /** Written by the last worker, by kind of store. */
  written: Map<StoreKind, Written>;
}

let turns = 0;

/** Runs on an empty store. Returns the result of the run and the hash of the store's content after it. */
async function onEmpty<Result>(
  kind: StoreKind,
  work: (target: Target) => Promise<Result>,
): Promise<{ result: Result; hash: string }> {
  const target = await kind.open(++turns);
  try {
    const result = await work(target);
    return { result, hash: await target.store.contentHash() };
  } finally {
    await target.remove();
  }
}

const workerEnvironment = ({ plan }: Arena, natsUrl: string, target: Target): Record<string, string> => ({
  // The worker gets the settings of the environment that runs the bench.
  ...(childEnvironment({}) as Record<string, string>),
  NATS_URL: natsUrl,
  WAYBILL_LOG_LEVEL: 'warn',
  ...target.environment,
  ...(plan.profile ? { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=.cache/profiles' } : {}),
});

/** A new log and a new worker. Once the worker has applied the warm-up, the backlog is published and timed. */
async function drain(arena: Arena, kind: StoreKind, loneEvents: number) {
  const { folder, plan, settings, shape } = arena;
  const { nats, link, stop } = await startLog({ partitions: 0, nats: { sync: '2m' } });
  const publish = (part: number, events: number) =>
    fillLog(link, settings, { events, channels: plan.channels, shape, part });
  try {
    const earlier = await publish(0, plan.warm);
    const { result, hash } = await onEmpty(kind, async (target) => {
      const environment = workerEnvironment(arena, nats.url, target);
      const { worker, ...consumers } = await startHeldWorker(link, earlier, settings, environment);
      if (plan.warm > 0) {
        await consumers.drain(earlier);
        await consumers.hold();
      }
      const backlog = await publish(1, plan.events);
      const used = countCpu({ process: worker.pid, store: kind.pid, nats: nats.pid });
      const seconds = await consumers.drain(backlog);
      const cpu = used();
      const lone = loneEvents > 0 ? await timeLoneEvents(link, backlog, target.store, loneEvents) : [];
      const complaints = worker.log();
      await worker.stop();
      if (complaints) process.stderr.write(`the worker logged:\n${complaints}\n`);
      return { outcome: { rate: plan.events / seconds, cpu }, lone, backlog };
    });
    const file = join(folder, `${kind.name}.json`);
    writeChanges(file, [earlier.changes, result.backlog.changes]);
    arena.written.set(kind, { file, hash });
    return result;
  } finally {
    await stop();
  }
}

/** Loads the changes that the last worker wrote. The rows must be the same. */
async function load({ written, plan }: Arena, kind: StoreKind): Promise<Outcome> {
  const { file, hash } = written.get(kind)!;
  const loaded = await onEmpty(kind, async ({ loader: [script, ...args] }) => {
    const child = await startChild(script, [file, ...args], childEnvironment({}));
    const order = (part: LoadOrder['part']) =>
      child.order<{ seconds: number }>({ part } satisfies LoadOrder, LOAD_TIMEOUT_MS);
    try {
      await order(0);
      const used = countCpu({ process: child.pid, store: kind.pid, nats: undefined });
      const { seconds } = await order(1);
      return { rate: plan.events / seconds, cpu: used() };
    } finally {
      await child.stop();
    }
  });
  if (loaded.hash !== hash) throw new Error(`${kind.name}: worker and loader wrote different rows`);
  return loaded.result;
}

/**
 * Worker and loader; each goes first in every other turn. A loader that goes first uses the previous worker's changes.
 */
async function takeTurn(arena: Arena, kind: StoreKind, repeat: number): Promise<Turn> {
  const early = repeat % 2 === 0 ? undefined : await load(arena, kind);
  const { outcome } = await drain(arena, kind, 0);
  return { worker: outcome, loader: early ?? (await load(arena, kind)) };
}

function lineOf(name: string, outcomes: Outcome[], ratio: string, events: number): string[] {
  const rates = outcomes.map(({ rate }) => rate);
  const cpus = PARTS.map((part) =>
    ((median(outcomes.map(({ cpu }) => cpu[part])) / events) * 1e3).toFixed(0),
  );
  const spread = `${Math.min(...rates).toFixed(0)}–${Math.max(...rates).toFixed(0)}`;
  return [name, median(rates).toFixed(0), spread, ratio, ...cpus];
}

async function benchShape(
  shape: Shape,
  kinds: StoreKind[],
  plan: Plan,
  folder: string,
  settings: Settings,
): Promise<string[]> {
  const arena: Arena = { folder, shape, plan, settings, written: new Map() };
  const taken = new Map<StoreKind, Turn[]>(kinds.map((kind) => [kind, []]));
  // The first turn of a newly started Java is not representative.
  for (const kind of kinds) if (kind.name === 'Cassandra') await takeTurn(arena, kind, 0);
  for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
    for (const kind of kinds) {
      taken.get(kind)!.push(await takeTurn(arena, kind, repeat));
    }
  }
  const lines: string[][] = [];
  const verdicts: string[] = [];
  for (const kind of kinds) {
    const each = taken.get(kind)!;
    const ratio = median(each.map(({ worker, loader }) => worker.rate / loader.rate));
    const of = (who: 'worker' | 'loader') => each.map((turn) => turn[who]);
    lines.push(lineOf(`${kind.name}: worker`, of('worker'), ratio.toFixed(2), plan.events));
    lines.push(lineOf(`${kind.name}: direct loader`, of('loader'), '1', plan.events));
    verdicts.push(
      `${kind.name}, ${shape}: ${ratio.toFixed(2)} of the direct loader (target ${kind.target}: ${ratio >= kind.target ? 'met' : 'missed'})`,
    );
  }
  printLines(
    `${shape}: ${plan.events} events on ${plan.channels} channels, after ${plan.warm} before`,
    ['', 'events/s', '(least–most)', 'of the loader', 'CPU µs', 'store CPU µs', 'nats CPU µs'],
    lines,
  );
  if (plan.loneEvents > 0) {
    for (const kind of kinds) {
      const { lone } = await drain(arena, kind, plan.loneEvents);
      const { p50, p95 } = quantilesOf(lone);
      verdicts.push(
        `${kind.name}: a lone event is found after p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${lone.length} of them)`,
      );
    }
  }
  return verdicts;
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      events: { type: 'string', default: '50000' },
      warm: { type: 'string', default: '0' },
      channels: { type: 'string', default: '500' },
      repeats: { type: 'string' },
      store: { type: 'string', default: 'sqlite,cassandra' },
      shape: { type: 'string', default: 'uniform,skewed' },
      profile: { type: 'boolean', default: false },
    },
  });
  const plan = {
    events: Number(values.events),
    warm: Number(values.warm),
    channels: Number(values.channels),
    repeats: Number(values.repeats ?? (values.quick ? 3 : 7)),
    profile: values.profile,
  };
  const settings = readSettings();
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB · Node ${process.versions.node} · ` +
      `medians of ${plan.repeats} interleaved repeats\n` +
      `Load before the start: ${loadavg()[0]!.toFixed(1)}. Above 0.5, other programs are running too.\n`,
  );
  const began = performance.now();
  const folder = temporaryFolder('drain');
  const stores = values.store.split(',');
  const node = stores.includes('cassandra') ? await startCassandra() : undefined;
  try {
    const dataDir = join(folder.path, 'worker');
    mkdirSync(dataDir);
    const kinds = [
      ...(stores.includes('sqlite') ? [sqliteIn(folder.path)] : []),
      ...(node ? [cassandraOn(node, dataDir)] : []),
    ];
    const verdicts: string[] = [];
    for (const [at, shape] of (values.shape.split(',') as Shape[]).entries()) {
      const loneEvents = at > 0 ? 0 : values.quick ? 40 : 200;
      verdicts.push(...(await benchShape(shape, kinds, { ...plan, loneEvents }, folder.path, settings)));
    }
    process.stdout.write(
      `\n${verdicts.join('\n')}\nin ${Math.round((performance.now() - began) / 1_000)} s\n`,
    );
  } finally {
    await node?.stop();
    folder.remove();
  }
}

await main(process.argv.slice(2));
// The Cassandra driver keeps timers running after its node has ended.
process.exit();
