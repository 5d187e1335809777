import type { Fact, PipelineFacts } from '../../../contracts/pipeline-facts.ts';

/** The source of each fact. If a source throws, or is late, its fact is unknown. */
export type FactSources = {
  [Name in Exclude<keyof PipelineFacts, 'at'>]: () => PipelineFacts[Name] | Promise<PipelineFacts[Name]>;
};

/** Remembers since when a source has been failing. */
export class KnownSince {
  #since: number | null = null;
  readonly #startedAt = Date.now();

  known<Value>(value: Value): Fact<Value> {
    this.#since = null;
    return { known: true, value };
  }

  /** `since`: set if the failure began before the first failed reading. */
  unknown(why: string, since: number = this.#startedAt): Fact<never> {
    this.#since ??= since;
    return { known: false, since: this.#since, why };
  }
}
