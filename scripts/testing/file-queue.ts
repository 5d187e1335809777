import { needsOf } from './import-graph.ts';

/** Which of the limited engines a test file starts. */
export function enginesOf(
  graph: Map<string, Set<string>>,
  file: string,
  enginesAtOnce: Readonly<Record<string, number>>,
): string[] {
  const needs = needsOf(graph, file);
  return Object.keys(enginesAtOnce).filter((engine) => needs.has(engine));
}

/**
 * The test files still to be run. Two that start the same heavy engine, a Java or a browser, make each other late: of
 * those only so many are given out at once, and another file comes first.
 */
export class FileQueue {
  readonly #waiting: string[];
  readonly #enginesOf: Map<string, string[]>;
  readonly #free: Map<string, number>;

  constructor(
    files: readonly string[],
    graph: Map<string, Set<string>>,
    enginesAtOnce: Readonly<Record<string, number>>,
  ) {
    this.#waiting = [...files];
    this.#free = new Map(Object.entries(enginesAtOnce));
    this.#enginesOf = new Map(files.map((file) => [file, enginesOf(graph, file, enginesAtOnce)]));
  }

  /** The next file; undefined where whoever holds the engines will take what is left. */
  take(): string | undefined {
    const canRun = this.#waiting.findIndex((file) =>
      this.#engines(file).every((engine) => this.#free.get(engine)! > 0),
    );
    const [file] = canRun < 0 ? [] : this.#waiting.splice(canRun, 1);
    if (file) this.#change(file, -1);
    return file;
  }

  done(file: string): void {
    this.#change(file, 1);
  }

  #engines = (file: string): string[] => this.#enginesOf.get(file) ?? [];

  #change(file: string, by: number): void {
    for (const engine of this.#engines(file)) this.#free.set(engine, this.#free.get(engine)! + by);
  }
}
