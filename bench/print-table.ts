import { printLines } from './print-lines.ts';

/** The medians of one contender. Latencies in ms, processor time in µs per command. */
export interface Row {
  name: string;
  perSecond: number;
  /** The lowest and highest rate of the repeats, per second. */
  spread: [number, number];
  p50: number;
  p95: number;
  p99: number;
  cpuUs: number;
  natsCpuUs: number;
  failed: number;
  overdue: number;
}

const HEAD = [
  '',
  '202/s',
  '(least–most)',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'CPU µs',
  'nats CPU µs',
  'failed',
  'overdue',
];

/** Writes a Markdown table, so that it can be pasted into a document. */
export function printTable(title: string, rows: Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    row.perSecond.toFixed(0),
    row.spread.map((rate) => rate.toFixed(0)).join('–'),
    row.p50.toFixed(1),
    row.p95.toFixed(1),
    row.p99.toFixed(1),
    row.cpuUs.toFixed(0),
    row.natsCpuUs.toFixed(0),
    String(row.failed),
    String(row.overdue),
  ]);
  printLines(title, HEAD, cells);
}
