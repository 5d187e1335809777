import type { Fact, PipelineFacts } from '../../../contracts/pipeline-facts.ts';

/** Who knows each fact. A source that throws, or is late, knows nothing. */
export type FactSources = {
  [Name in Exclude<keyof PipelineFacts, 'at'>]: () => PipelineFacts[Name] | Promise<PipelineFacts[Name]>;
};

/** Remembers since when a source can't tell. */
export class KnownSince {
  #since: number | null = null;
  readonly #startedAt = Date.now();

  known<Value>(value: Value): Fact<Value> {
    this.#since = null;
    return { known: true, value };
  }

  /** `since`: where that is known better than by the first time it was asked in vain. */
  unknown(why: string, since: number = this.#startedAt): Fact<never> {
    this.#since ??= since;
    return { known: false, since: this.#since, why };
  }
}
