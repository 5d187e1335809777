import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NatsLink } from '../adapters/jetstream/nats-link.ts';
import { childEnvironment, readSettings, type Settings } from '../configuration/settings.ts';
import { startCassandra } from '../tests/engines/cassandra-server.ts';
import { startNatsServer, type TestNatsServer } from '../tests/engines/nats-server.ts';
import { temporaryFolder } from '../tests/engines/temporary-folder.ts';
import { startChild } from './child.ts';
import { cassandraOn, type StoreKind, sqliteIn, type Target } from './drain/contender.ts';
import { type Cpu, countCpu, PARTS } from './drain/cpu-of.ts';
import { drainLog } from './drain/drain-log.ts';
import { type FilledLog, fillLog } from './drain/fill-log.ts';
import type { Shape } from './drain/make-events.ts';
import { timeLoneEvents } from './drain/time-lone-events.ts';
import { median } from './median.ts';
import { printLines } from './print-lines.ts';

const LOAD_TIMEOUT_MS = 300_000;

interface Outcome {
  /** Events a second. */
  rate: number;
  cpu: Cpu;
}

type Turn = { worker: Outcome; loader: Outcome };

interface Arena {
  link: NatsLink;
  nats: TestNatsServer;
  log: FilledLog;
  /** The changes as a file, for the loaders. */
  changes: string;
  profile: boolean;
  settings: Settings;
}

let turns = 0;

/** Runs on an empty store and gives what that returned and the hash of what is in the store after it. */
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

const workerEnvironment = ({ nats, profile }: Arena, target: Target): Record<string, string> => ({
  // Settings of whoever runs the bench hold for the worker.
  ...(childEnvironment({}) as Record<string, string>),
  NATS_URL: nats.url,
  WAYBILL_LOG_LEVEL: 'warn',
  ...target.environment,
  ...(profile ? { NODE_OPTIONS: '--cpu-prof --cpu-prof-dir=.cache/profiles' } : {}),
});

const drain = (arena: Arena, kind: StoreKind, loneEvents: number) =>
  onEmpty(kind, async (target) => {
    const { link, log, settings, nats } = arena;
    let used = () => ({}) as Cpu;
    const environment = workerEnvironment(arena, target);
    const { worker, seconds } = await drainLog(link, log, settings, environment, ({ pid }) => {
      used = countCpu({ process: pid, store: kind.pid, nats: nats.pid });
    });
    const cpu = used();
    const lone = loneEvents > 0 ? await timeLoneEvents(link, log, target.store, loneEvents) : [];
    const complaints = worker.log();
    await worker.stop();
    if (complaints) process.stderr.write(`the worker said:\n${complaints}\n`);
    return { seconds, cpu, lone };
  });

const load = (arena: Arena, kind: StoreKind) =>
  onEmpty(kind, async ({ loader: [script, ...args] }) => {
    const child = await startChild(script, [arena.changes, ...args], childEnvironment({}));
    try {
      const used = countCpu({ process: child.pid, store: kind.pid, nats: undefined });
      const { seconds } = await child.order<{ seconds: number }>({}, LOAD_TIMEOUT_MS);
      return { seconds, cpu: used() };
    } finally {
      await child.stop();
    }
  });

/** Worker and loader, each the first in every other turn; both must leave the same history. */
async function takeTurn(arena: Arena, kind: StoreKind, events: number, repeat: number): Promise<Turn> {
  const early = repeat % 2 === 0 ? undefined : await load(arena, kind);
  const drained = await drain(arena, kind, 0);
  const loaded = early ?? (await load(arena, kind));
  if (drained.hash !== loaded.hash) throw new Error(`${kind.name}: worker and loader left other rows`);
  const outcomeOf = ({ seconds, cpu }: { seconds: number; cpu: Cpu }) => ({ rate: events / seconds, cpu });
  return { worker: outcomeOf(drained.result), loader: outcomeOf(loaded.result) };
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
  plan: { events: number; channels: number; repeats: number; loneEvents: number; profile: boolean },
  folder: string,
  settings: Settings,
): Promise<string[]> {
  const nats = await startNatsServer({ sync: '2m' });
  const link = new NatsLink({
    url: nats.url,
    name: 'bench-drain',
    connectTimeoutMs: 2_000,
    pingIntervalMs: 2_000,
    requestTimeoutMs: 10_000,
  });
  try {
    const log = await fillLog(link, settings, { ...plan, shape });
    const changes = join(folder, `${shape}.json`);
    writeFileSync(changes, JSON.stringify(log.changes));
    const arena: Arena = { link, nats, log, changes, profile: plan.profile, settings };
    const taken = new Map<StoreKind, Turn[]>(kinds.map((kind) => [kind, []]));
    // The first load of a Java that has just been started is no measure of anything.
    for (const kind of kinds) if (kind.name === 'Cassandra') await load(arena, kind);
    for (let repeat = 0; repeat < plan.repeats; repeat += 1) {
      for (const kind of kinds) taken.get(kind)!.push(await takeTurn(arena, kind, plan.events, repeat));
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
      `${shape}: ${plan.events} events on ${plan.channels} channels in ${log.partitions} partitions`,
      ['', 'events/s', '(least–most)', 'of the loader', 'CPU µs', 'store CPU µs', 'nats CPU µs'],
      lines,
    );
    if (plan.loneEvents > 0) {
      for (const kind of kinds) {
        const { lone } = (await drain(arena, kind, plan.loneEvents)).result;
        const sorted = lone.toSorted((a, b) => a - b);
        const at = (share: number) => sorted[Math.floor(sorted.length * share)]!.toFixed(1);
        verdicts.push(
          `${kind.name}: a lone event is found after p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (${lone.length} of them)`,
        );
      }
    }
    return verdicts;
  } finally {
    await link.close();
    await nats.stop();
  }
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      events: { type: 'string', default: '50000' },
      channels: { type: 'string', default: '500' },
      repeats: { type: 'string' },
      store: { type: 'string', default: 'sqlite,cassandra' },
      shape: { type: 'string', default: 'uniform,skewed' },
      profile: { type: 'boolean', default: false },
    },
  });
  const plan = {
    events: Number(values.events),
    channels: Number(values.channels),
    repeats: Number(values.repeats ?? (values.quick ? 3 : 7)),
    profile: values.profile,
  };
  const settings = readSettings();
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB · Node ${process.versions.node} · ` +
      `medians of ${plan.repeats} interleaved repeats\n` +
      `Load before the start: ${loadavg()[0]!.toFixed(1)}. Above 0.5 something else runs here too.\n`,
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
// The Cassandra driver keeps timers after its node is gone.
process.exit();
