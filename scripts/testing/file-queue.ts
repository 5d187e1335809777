import { needsOf } from './import-graph.ts';

/** Which of the limited engines each test file starts. */
export function enginesOf(
  graph: Map<string, Set<string>>,
  files: readonly string[],
  enginesAtOnce: Readonly<Record<string, number>>,
): Map<string, string[]> {
  const limited = Object.keys(enginesAtOnce);
  const startedBy = (file: string) => {
    const needs = needsOf(graph, file);
    return limited.filter((engine) => needs.has(engine));
  };
  return new Map(files.map((file) => [file, startedBy(file)]));
}

/**
 * The test files still to run. Files that start the same heavy engine (a Java or a browser) slow each other down, so
 * only a limited number of them run at once; other files go first.
 */
export class FileQueue {
  readonly #waiting: string[];
  readonly #engines: ReadonlyMap<string, readonly string[]>;
  readonly #free: Map<string, number>;

  constructor(
    files: readonly string[],
    engines: ReadonlyMap<string, readonly string[]>,
    enginesAtOnce: Readonly<Record<string, number>>,
  ) {
    this.#waiting = [...files];
    this.#engines = engines;
    this.#free = new Map(Object.entries(enginesAtOnce));
  }

  /**
   * The next file to run. Undefined if all remaining files need engines that are in use; the tests that use them will
   * take these files.
   */
  take(): string | undefined {
    const canRun = this.#waiting.findIndex((file) =>
      this.#enginesOf(file).every((engine) => this.#free.get(engine)! > 0),
    );
    const [file] = canRun < 0 ? [] : this.#waiting.splice(canRun, 1);
    if (file) this.#change(file, -1);
    return file;
  }

  done(file: string): void {
    this.#change(file, 1);
  }

  #enginesOf = (file: string): readonly string[] => this.#engines.get(file) ?? [];

  #change(file: string, by: number): void {
    for (const engine of this.#enginesOf(file)) this.#free.set(engine, this.#free.get(engine)! + by);
  }
}
