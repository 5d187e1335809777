import type { Fact, PipelineFacts } from '../../../contracts/pipeline-facts.ts';
import { withDeadline } from '../../../contracts/timing/within.ts';
import type { FactSources } from './fact-sources.ts';

interface FactGathererOptions {
  /** Facts younger than this are reused, in ms: several callers, one reading of the sources. */
  freshMs: number;
  /** How long a source may take, in ms. */
  timeoutMs: number;
}

type FactName = keyof FactSources;

/** The present facts about the pipeline, from all sources at once. */
export class FactGatherer {
  readonly #sources: FactSources;
  readonly #options: FactGathererOptions;
  readonly #failingSince = new Map<FactName, number>();
  #gathering: Promise<PipelineFacts> | undefined;
  #latest: PipelineFacts | undefined;

  constructor(sources: FactSources, options: FactGathererOptions) {
    this.#sources = sources;
    this.#options = options;
  }

  /** The facts gathered last; undefined before the first. */
  get latest(): PipelineFacts | undefined {
    return this.#latest;
  }

  /** Never rejects. */
  async gather(): Promise<PipelineFacts> {
    const latest = this.#latest;
    const age = latest ? Date.now() - latest.at : Number.POSITIVE_INFINITY;
    // A clock that was set back must not keep old facts current.
    if (latest && age >= 0 && age < this.#options.freshMs) return latest;
    this.#gathering ??= this.#gather().finally(() => {
      this.#gathering = undefined;
    });
    return this.#gathering;
  }

  async #gather(): Promise<PipelineFacts> {
    const [consumers, log, deadLetters, reconciliation, lostStreams, indexes] = await Promise.all([
      this.#ask('consumers'),
      this.#ask('log'),
      this.#ask('deadLetters'),
      this.#ask('reconciliation'),
      this.#ask('lostStreams'),
      this.#ask('indexes'),
    ]);
    this.#latest = { at: Date.now(), consumers, log, deadLetters, reconciliation, lostStreams, indexes };
    return this.#latest;
  }

  async #ask<Name extends FactName>(name: Name): Promise<PipelineFacts[Name]> {
    const { timeoutMs } = this.#options;
    try {
      const asked = Promise.resolve().then(() => this.#sources[name]());
      const late = () => new Error(`No answer within ${timeoutMs} ms.`);
      const fact = await withDeadline<PipelineFacts[Name]>(
        timeoutMs,
        asked as Promise<PipelineFacts[Name]>,
        late,
      );
      this.#failingSince.delete(name);
      return fact;
    } catch (error) {
      const since = this.#failingSince.get(name) ?? Date.now();
      this.#failingSince.set(name, since);
      const unknown: Fact<never> = { known: false, since, why: (error as Error).message };
      return unknown as PipelineFacts[Name];
    }
  }
}
