import type { DeadLetterIndex, IndexedStatus } from '../../../contracts/ports/dead-letter-index.ts';
import { decodePosition } from '../../../contracts/position.ts';
import type { DeadLetterIndexer } from '../dead-letters/dead-letter-indexer.ts';
import type { DeadLetters } from './account-for.ts';
import { IntervalSet } from './interval-set.ts';

const PAGE = 10_000;
const PATIENCE_MS = 5_000;

/** `<generation>-<partition>`. */
export type PartitionKey = string;
export const partitionKey = (at: { generation: number; partition: number }): PartitionKey =>
  `${at.generation}-${at.partition}`;

export const NO_DEAD_LETTERS: DeadLetters = {
  open: IntervalSet.EMPTY,
  discarded: IntervalSet.EMPTY,
  edited: IntervalSet.EMPTY,
};

/** The dead letters of projections, by partition; read again only if the index has changed since. */
export class DeadLetterReader {
  readonly #index: DeadLetterIndex;
  readonly #indexer: Pick<DeadLetterIndexer, 'readCurrent'>;
  readonly #known = new Map<string, { at: string; byPartition: Map<PartitionKey, DeadLetters> }>();

  constructor(index: DeadLetterIndex, indexer: Pick<DeadLetterIndexer, 'readCurrent'>) {
    this.#index = index;
    this.#indexer = indexer;
  }

  /** Undefined while the index is behind its streams. Throws LogUnavailable, StoreFailure. */
  read(projection: string): Promise<Map<PartitionKey, DeadLetters> | undefined> {
    return this.#indexer.readCurrent(PATIENCE_MS, async () => {
      const at = await this.#place();
      const known = this.#known.get(projection);
      if (known?.at === at) return known.byPartition;
      const byPartition = await this.#readAll(projection);
      this.#known.set(projection, { at, byPartition });
      return byPartition;
    });
  }

  async #place(): Promise<string> {
    const places = [await this.#index.progress('DEAD_LETTERS'), await this.#index.progress('OPERATIONS')];
    return JSON.stringify(places);
  }

  async #readAll(projection: string): Promise<Map<PartitionKey, DeadLetters>> {
    const sequences = new Map<PartitionKey, Record<keyof DeadLetters, number[]>>();
    for (let after: number | null = 0; after !== null; ) {
      const page = await this.#index.statuses(projection, { limit: PAGE, after });
      for (const status of page.statuses) {
        const position = decodePosition(status.position);
        const kind = kindOf(status);
        if (!position || !kind) continue;
        const key = partitionKey(position);
        let lists = sequences.get(key);
        if (!lists) {
          lists = { open: [], discarded: [], edited: [] };
          sequences.set(key, lists);
        }
        lists[kind].push(position.sequence);
      }
      after = page.next;
    }
    return new Map([...sequences].map(([key, lists]) => [key, setsOf(lists)]));
  }
}

/** Undefined for a resolved one: the ledger or the read model has to show that it is applied. */
function kindOf({ state, how }: IndexedStatus): keyof DeadLetters | undefined {
  if (state === 'discarded') return 'discarded';
  if (state !== 'resolved') return 'open';
  return how === 'edited' ? 'edited' : undefined;
}

const setsOf = (lists: Record<keyof DeadLetters, number[]>): DeadLetters => ({
  open: IntervalSet.ofSequences(lists.open),
  discarded: IntervalSet.ofSequences(lists.discarded),
  edited: IntervalSet.ofSequences(lists.edited),
});
