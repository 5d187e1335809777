import { cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { readSettings } from '../platform/configuration/settings.ts';
import { acceptCost } from './ledger-cost/accept-cost.ts';
import { applyCost } from './ledger-cost/apply-cost.ts';
import { startCollector } from './ledger-cost/collector.ts';
import { type Cost, environmentOf, type Side } from './ledger-cost/side.ts';
import { median } from './median.ts';
import { printLines } from './print-lines.ts';

const TARGET = 1.1;

type Pair = { on: Cost; off: Cost };

const ratiosOf = (pairs: Pair[], cost: (of: Cost) => number) =>
  pairs.map(({ on, off }) => cost(on) / cost(off));

function linesOf(what: string, pairs: Pair[]): string[][] {
  return (['on', 'off'] as const).map((side) => {
    const own = pairs.map((pair) => pair[side].process);
    const range = `${Math.min(...own).toFixed(1)}–${Math.max(...own).toFixed(1)}`;
    const nats = median(pairs.map((pair) => pair[side].nats));
    return [`${what}, ${side}`, median(own).toFixed(1), range, nats.toFixed(1)];
  });
}

function verdictOf(what: string, pairs: Pair[]): string {
  const own = ratiosOf(pairs, (cost) => cost.process);
  const both = median(ratiosOf(pairs, (cost) => cost.process + cost.nats));
  const ratio = median(own);
  const range = `${Math.min(...own).toFixed(2)}–${Math.max(...own).toFixed(2)}`;
  return `${what}: ${ratio.toFixed(3)} × off (${range}; target ${TARGET}: ${ratio <= TARGET ? 'met' : 'missed'}); with nats-server ${both.toFixed(3)} ×`;
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      pairs: { type: 'string', default: '10' },
      events: { type: 'string', default: '50000' },
      duration: { type: 'string', default: '2000' },
      only: { type: 'string', default: 'accept,apply' },
      on: { type: 'string', multiple: true, default: ['WAYBILL_LEDGER=on'] },
      off: { type: 'string', multiple: true, default: ['WAYBILL_LEDGER=off'] },
      tracing: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  const settings = readSettings();
  const collector = values.tracing ? await startCollector() : undefined;
  if (collector) values.on.push(`OTEL_EXPORTER_OTLP_ENDPOINT=${collector.url}`);
  const environment = environmentOf(values.on);
  const keptTraces = collector && Number(environment.WAYBILL_TRACE_SAMPLE_RATIO ?? settings.traceSampleRatio);
  const sides: [Side, Side] = [
    { name: 'on', environment, keptTraces },
    { name: 'off', environment: environmentOf(values.off) },
  ];
  const pairs = Number(values.pairs);
  const { profile } = values;
  process.stdout.write(
    `${new Date().toISOString().slice(0, 10)} · ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 1024 ** 3)} GB · Node ${process.versions.node} · ` +
      `medians of ${pairs} interleaved pairs, sync 2m · on: ${values.on.join(' ')} · off: ${values.off.join(' ')}\n` +
      `Load before the start: ${loadavg()[0]!.toFixed(1)}. Above 0.5, other programs are running too.\n`,
  );
  const lines: string[][] = [];
  const verdicts: string[] = [];
  const keep = (what: string, taken: Pair[]) => {
    lines.push(...linesOf(what, taken));
    verdicts.push(verdictOf(what, taken));
  };
  if (values.only.includes('accept'))
    keep(
      'an accepted command',
      await acceptCost(sides, { pairs, durationMs: Number(values.duration), profile }),
    );
  if (values.only.includes('apply'))
    keep(
      'an applied event',
      await applyCost(sides, settings, { pairs, events: Number(values.events), profile }),
    );
  printLines('Processor time, µs', ['', 'gateway or worker', '(least–most)', 'nats-server'], lines);
  process.stdout.write(`${verdicts.join('\n')}\n`);
  await collector?.stop();
}

await main(process.argv.slice(2));
