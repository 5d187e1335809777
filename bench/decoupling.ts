import { cpus, loadavg, totalmem } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { waitUntil } from '../tests/engines/condition.ts';
import type { BenchChild } from './child.ts';
import { type Arena, openArena } from './decoupling/arena.ts';
import { awaitCaughtUp, countMessages } from './decoupling/count-history.ts';
import type { Measurement } from './measure.ts';
import { median } from './median.ts';
import { printLines } from './print-lines.ts';

const CONNECTIONS = 64;
const CATCH_UP_TIMEOUT_MS = 180_000;
/** How long the store's readers and writers may take to reconnect after a failure. */
const RECOVERY_TIMEOUT_MS = 60_000;
const TARGET_FACTOR = 1.5;
const TARGET_MS = 3;

interface Plan {
  rate: number;
  pairs: number;
  seconds: number;
  gone: number;
  synchronous: number;
}

interface Phase extends Measurement {
  /** How long the worker took to apply everything accepted, once the store was back. */
  caughtUpMs: number;
}

const FAILED: Measurement = {
  accepted: 0,
  answered: 0,
  failed: 0,
  overdue: 0,
  seconds: 0,
  p50: Number.NaN,
  p95: Number.NaN,
  p99: Number.NaN,
  max: Number.NaN,
};

async function measure(arena: Arena, server: BenchChild, plan: Plan, seconds: number): Promise<Measurement> {
  const port = Number(new URL(server.url).port);
  const durationMs = seconds * 1_000;
  const order = { port, connections: CONNECTIONS, rate: plan.rate, warmUpMs: 0, durationMs };
  return await arena.load.order(order, 2 * durationMs + 60_000);
}

const storeAnswers = (arena: Arena) =>
  waitUntil(() => arena.history.probe().then(() => true), {
    timeoutMs: RECOVERY_TIMEOUT_MS,
    intervalMs: 250,
    what: 'Cassandra to answer',
  });

/** Waits until the synchronous handler is connected to its store again. */
const takesMessages = (server: BenchChild) =>
  waitUntil(
    async () => {
      const answer = await fetch(`${server.url}/v1/channels/warm-up/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'warm-up' }),
        signal: AbortSignal.timeout(5_000),
      });
      return answer.status === 202;
    },
    { timeoutMs: RECOVERY_TIMEOUT_MS, intervalMs: 250, what: 'the synchronous handler to accept' },
  );

const troubles = {
  healthy: { begin: async (_: Arena) => {}, end: async (_: Arena) => {} },
  hung: {
    begin: (arena: Arena) => arena.node.suspend(),
    end: async (arena: Arena) => arena.node.resume(),
  },
  gone: { begin: (arena: Arena) => arena.node.kill(), end: (arena: Arena) => arena.node.restart() },
};
type Trouble = keyof typeof troubles;

/** Loads a server while Cassandra has this fault. Then ends the fault and waits until everything is applied. */
async function phase(arena: Arena, server: BenchChild, plan: Plan, trouble: Trouble, seconds: number) {
  await troubles[trouble].begin(arena);
  let measurement: Measurement;
  try {
    measurement = await measure(arena, server, plan, seconds).catch((error: Error) => {
      process.stderr.write(`${error.message}\n`);
      return { ...FAILED, failed: plan.rate * seconds };
    });
  } finally {
    await troubles[trouble].end(arena);
  }
  const back = performance.now();
  await storeAnswers(arena);
  await awaitCaughtUp(arena.link, arena.generation, CATCH_UP_TIMEOUT_MS);
  const caughtUpMs = performance.now() - back;
  // Gives overdue requests time to be answered, and all circuits time to close.
  await delay(500);
  return { ...measurement, caughtUpMs } satisfies Phase;
}

const of = (phases: Phase[], field: keyof Phase) => median(phases.map((one) => one[field]));
const total = (phases: Phase[], field: 'accepted' | 'failed' | 'overdue') =>
  phases.reduce((sum, one) => sum + one[field], 0);

function lineOf(name: string, phases: Phase[]): string[] {
  const p99s = phases.map(({ p99 }) => p99);
  // If nothing was accepted, there is no latency of a 202, only of refusals.
  const latencies =
    total(phases, 'accepted') === 0
      ? ['–', '–', '–', '–']
      : [
          ...(['p50', 'p95', 'p99'] as const).map((field) => of(phases, field).toFixed(1)),
          `${Math.min(...p99s).toFixed(1)}–${Math.max(...p99s).toFixed(1)}`,
        ];
  return [
    name,
    ...latencies,
    String(total(phases, 'accepted')),
    String(total(phases, 'failed')),
    String(total(phases, 'overdue')),
    (of(phases, 'caughtUpMs') / 1_000).toFixed(1),
  ];
}

async function bench(arena: Arena, plan: Plan): Promise<void> {
  const phases = new Map<string, Phase[]>();
  const keep = (name: string, one: Phase) => phases.set(name, [...(phases.get(name) ?? []), one]);
  let accepted = 0;
  const takeWaybill = async (trouble: Trouble, seconds: number) => {
    const one = await phase(arena, arena.gateway, plan, trouble, seconds);
    accepted += one.accepted;
    keep(`Waybill, ${trouble}`, one);
  };
  // The warm-up. Its commands must be in the history at the end too.
  accepted += (await phase(arena, arena.gateway, plan, 'healthy', 5)).accepted;
  await phase(arena, arena.synchronous, plan, 'healthy', 5);
  for (let pair = 0; pair < plan.pairs; pair += 1) {
    const order: Trouble[] = pair % 2 === 0 ? ['healthy', 'hung'] : ['hung', 'healthy'];
    for (const trouble of order) await takeWaybill(trouble, plan.seconds);
    process.stderr.write(`pair ${pair + 1} of ${plan.pairs}\n`);
  }
  for (let repeat = 0; repeat < plan.gone; repeat += 1) await takeWaybill('gone', plan.seconds);
  for (let repeat = 0; repeat < plan.synchronous; repeat += 1) {
    for (const trouble of ['healthy', 'hung', 'gone'] as const) {
      await takesMessages(arena.synchronous);
      const one = await phase(arena, arena.synchronous, plan, trouble, plan.seconds);
      keep(`synchronous handler, ${trouble}`, one);
    }
  }
  printLines(
    `${plan.rate} commands per second, ${plan.seconds} s per turn; latency of 202 in ms, from when each was due; medians of the turns`,
    ['', 'p50', 'p95', 'p99', '(least–most)', 'accepted', 'failed', 'overdue', 'caught up after s'],
    [...phases].map(([name, each]) => lineOf(name, each)),
  );
  const ours = [...phases].filter(([name]) => name.startsWith('Waybill')).flatMap(([, each]) => each);
  const healthy = of(phases.get('Waybill, healthy')!, 'p99');
  const hung = of(phases.get('Waybill, hung')!, 'p99');
  const allowed = Math.max(TARGET_FACTOR * healthy, healthy + TARGET_MS);
  const stored = await countMessages(arena.history);
  const failed = total(ours, 'failed') + total(ours, 'overdue');
  // A request without an answer may have been accepted, so the history may hold more than was counted, but never less.
  const lost = Math.max(0, accepted - stored);
  process.stdout.write(
    `median p99 of 202: ${healthy.toFixed(1)} ms healthy, ${hung.toFixed(1)} ms hung (at most ${allowed.toFixed(1)}: ${hung <= allowed ? 'met' : 'missed'})\n` +
      `failed: ${failed} (${failed === 0 ? 'met' : 'missed'}); accepted ${accepted}, in the history after recovery ${stored}, lost: ${lost} (${lost === 0 ? 'met' : 'missed'})\n`,
  );
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      quick: { type: 'boolean', default: false },
      rate: { type: 'string', default: '200' },
      pairs: { type: 'string' },
      seconds: { type: 'string' },
      sync: { type: 'string', default: 'always' },
    },
  });
  const plan: Plan = {
    rate: Number(values.rate),
    pairs: Number(values.pairs ?? (values.quick ? 3 : 10)),
    seconds: Number(values.seconds ?? (values.quick ? 8 : 30)),
    gone: values.quick ? 1 : 3,
    synchronous: values.quick ? 1 : 3,
  };
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB · Node ${process.versions.node} · ` +
      `${plan.pairs} interleaved pairs of ${plan.seconds} s, nats-server with sync_interval ${values.sync}\n` +
      `Load before the start: ${loadavg()[0]!.toFixed(1)}. Above 0.5, other programs are running too.\n`,
  );
  const began = performance.now();
  const arena = await openArena(values.sync);
  try {
    await bench(arena, plan);
  } finally {
    await arena.stop();
  }
  process.stdout.write(`in ${Math.round((performance.now() - began) / 1_000)} s\n`);
}

await main(process.argv.slice(2));
// The Cassandra driver keeps timers running after its node has ended.
process.exit();
