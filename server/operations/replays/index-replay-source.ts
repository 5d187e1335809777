import type {
  DeadLetterFilter,
  DeadLetterIndex,
  IndexedCandidate,
  IndexedCandidates,
} from '../../../contracts/ports/dead-letter-index.ts';
import type { ReplayCandidate, ReplaySource } from '../../../contracts/ports/replay-source.ts';
import type { DeadLetterIndexer } from '../dead-letters/dead-letter-indexer.ts';
import { readComplete } from '../indexing/complete-reading.ts';
import type { ReplayLog } from './replay-log.ts';

const PAGE = 10_000;

/** Dead letters from the index behind the lists, once it has read what the streams had at the call. */
export class IndexReplaySource implements ReplaySource {
  readonly #index: DeadLetterIndex;
  readonly #indexer: DeadLetterIndexer;
  readonly #replays: ReplayLog;

  constructor(index: DeadLetterIndex, indexer: DeadLetterIndexer, replays: ReplayLog) {
    this.#index = index;
    this.#indexer = indexer;
    this.#replays = replays;
  }

  select(filter: DeadLetterFilter, limit: number): Promise<ReplayCandidate[]> {
    return this.#read(async () => {
      const selected: IndexedCandidate[] = [];
      for (let after: number | null = 0; after !== null && selected.length < limit; ) {
        const size = Math.min(PAGE, limit - selected.length);
        const page: IndexedCandidates = await this.#index.candidates(filter, { limit: size, after });
        selected.push(...page.candidates);
        after = page.next;
      }
      return selected;
    });
  }

  async candidates(ids: readonly string[]): Promise<Map<string, ReplayCandidate>> {
    const found = await this.#read(async () => {
      const known: IndexedCandidate[] = [];
      for (let from = 0; from < ids.length; from += PAGE)
        known.push(...(await this.#index.candidatesOf(ids.slice(from, from + PAGE))));
      return known;
    });
    return new Map(found.map((candidate) => [candidate.deadLetterId, candidate]));
  }

  async candidate(id: string): Promise<ReplayCandidate | undefined> {
    return (await this.candidates([id])).get(id);
  }

  async #read(read: () => Promise<IndexedCandidate[]>): Promise<ReplayCandidate[]> {
    await this.#replays.catchUp();
    const found = await readComplete(this.#indexer, read);
    return found.map((candidate) => this.#candidate(candidate));
  }

  #candidate(candidate: IndexedCandidate): ReplayCandidate {
    return { ...candidate, waitsIn: this.#replays.waitsIn(candidate.deadLetterId) };
  }
}
