import { Counter, Histogram } from './cells.ts';
import type { Labels, MetricFamily, MetricPoint, Observation } from './metric-family.ts';

interface Described {
  name: string;
  help: string;
  unit: string;
}

/** Labels have few values by design. If a store has an unbounded number of error codes, the rest share one cell. */
const MAX_SERIES = 100;
const REST = 'other';

/** A family of counters or histograms: one cell for each set of label values. */
export class Family<Cell extends { point(): MetricPoint }> {
  readonly #make: (labels: Labels) => Cell;
  readonly #cells = new Map<string, Cell>();

  constructor(make: (labels: Labels) => Cell) {
    this.#make = make;
  }

  /** The cell for these labels. Once there are too many, the one cell that all further labels share. */
  of(labels: Labels = {}): Cell {
    const key = Object.values(labels).join('\u0000');
    let cell = this.#cells.get(key);
    if (cell) return cell;
    if (this.#cells.size >= MAX_SERIES) {
      const rest = Object.fromEntries(Object.keys(labels).map((name) => [name, REST]));
      if (Object.values(labels).some((value) => value !== REST)) return this.of(rest);
    }
    cell = this.#make(labels);
    this.#cells.set(key, cell);
    return cell;
  }

  points(): MetricPoint[] {
    return [...this.#cells.values()].map((cell) => cell.point());
  }
}

/**
 * Every metric of a process. Counting is only an addition: no event calls OpenTelemetry. Its exporter and Prometheus
 * read the sums when they collect.
 */
export class MetricRegistry {
  readonly #families: (() => MetricFamily)[] = [];
  readonly #observers: (() => readonly Observation[])[] = [];

  counter(described: Described): Family<Counter> {
    const family = new Family((labels) => new Counter(labels));
    this.#families.push(() => ({ ...described, kind: 'counter', points: family.points() }));
    return family;
  }

  histogram(described: Described, bounds: readonly number[]): Family<Histogram> {
    const family = new Family((labels) => new Histogram(labels, bounds));
    this.#families.push(() => ({ ...described, kind: 'histogram', points: family.points() }));
    return family;
  }

  /** A value that is read at every collection. It may be absent. */
  gauge(described: Described, read: () => readonly { labels?: Labels; value: number }[]): void {
    this.#families.push(() => ({ ...described, kind: 'gauge', points: points(read) }));
  }

  /** A sum that is kept elsewhere and read at every collection. It only grows. */
  sum(described: Described, read: () => readonly { labels?: Labels; value: number }[]): void {
    this.#families.push(() => ({ ...described, kind: 'counter', points: points(read) }));
  }

  /** Calls `read` at every collection and reports its values as gauges. */
  observe(read: () => readonly Observation[]): void {
    this.#observers.push(read);
  }

  /**
   * All metrics that have values now. Leaves out those whose reading throws, so that one failure doesn't hide the
   * others.
   */
  collect(): MetricFamily[] {
    const families = this.#families.map((family) => family());
    return [...families, ...this.#observed()].filter((family) => family.points.length > 0);
  }

  #observed(): MetricFamily[] {
    const families = new Map<string, MetricFamily & { points: MetricPoint[] }>();
    for (const read of this.#observers) {
      for (const { name, help, labels, value, unit = '1' } of attempt(read)) {
        let family = families.get(name);
        if (!family) {
          family = { name, help, unit, kind: 'gauge', points: [] };
          families.set(name, family);
        }
        family.points.push({ labels, value });
      }
    }
    return [...families.values()];
  }
}

const points = (read: () => readonly { labels?: Labels; value: number }[]): MetricPoint[] =>
  attempt(read).map(({ labels = {}, value }) => ({ labels, value }));

function attempt<Value>(read: () => readonly Value[]): readonly Value[] {
  try {
    return read();
  } catch {
    return [];
  }
}
