/** An item to dispatch. Items with the same `order` stay in order. `bytes` is the memory that a waiting item takes. */
interface Dispatchable {
  line: number;
  bytes: number;
  request: { order: string };
}

interface DispatcherOptions<Item> {
  /** How many items are worked on at once. */
  concurrency: number;
  /** False lets items of one order overtake each other. */
  ordered: boolean;
  /** Resolves to whether the item is settled. An unsettled item stays, and so do all behind it in its order. */
  work(item: Item): Promise<boolean>;
}

/** How many items may wait for each one worked on. Enough to find items of other channels beside a busy one. */
const WAITING_A_WORKER = 64;
const MAX_WAITING_BYTES = 32 * 1024 ** 2;

/**
 * Works on items concurrently, but on items of one order one after the other, as they were added. Waiting items are
 * bounded in number and bytes: `add` resolves when there is room for another.
 *
 *   added ─► waiting for its order ─► ready ─► under way ─► settled
 */
export class Dispatcher<Item extends Dispatchable> {
  readonly #options: DispatcherOptions<Item>;
  /** Items that wait for an earlier item of their order. */
  readonly #behind = new Map<string, Item[]>();
  readonly #ready: Item[] = [];
  /** Unsettled lines, in the order they were added. */
  readonly #unsettled = new Set<number>();
  readonly #underWay = new Set<Promise<void>>();
  #waitingBytes = 0;
  #change = Promise.withResolvers<void>();
  #failure: { error: unknown } | undefined;
  #stopped = false;

  constructor(options: DispatcherOptions<Item>) {
    this.#options = options;
  }

  get underWay(): number {
    return this.#underWay.size;
  }

  /** The first unsettled line; undefined if all are settled. */
  get firstUnsettled(): number | undefined {
    return this.#unsettled.values().next().value;
  }

  /** Adds an item. Resolves when there is room for another. Throws what `work` threw. */
  async add(item: Item): Promise<void> {
    const { concurrency, ordered } = this.#options;
    this.#unsettled.add(item.line);
    this.#waitingBytes += item.bytes;
    const behind = ordered ? this.#behind.get(item.request.order) : undefined;
    if (behind) behind.push(item);
    else {
      if (ordered) this.#behind.set(item.request.order, []);
      this.#ready.push(item);
    }
    this.#startReady();
    const isFull = () =>
      this.#unsettled.size >= concurrency * WAITING_A_WORKER || this.#waitingBytes >= MAX_WAITING_BYTES;
    while (isFull() && !this.#stopped) await this.#change.promise;
    if (this.#failure) throw this.#failure.error;
  }

  /** Starts no more items. Items in progress continue; `finish` waits for them. */
  stop(): void {
    this.#stopped = true;
    this.#signal();
  }

  /** Resolves when all items are settled or, after `stop`, when none is in progress. Throws what `work` threw. */
  async finish(): Promise<void> {
    while (this.#underWay.size > 0 || (this.#ready.length > 0 && !this.#stopped)) await this.#change.promise;
    if (this.#failure) throw this.#failure.error;
  }

  #startReady(): void {
    while (!this.#stopped && this.#underWay.size < this.#options.concurrency) {
      const item = this.#ready.shift();
      if (!item) return;
      const run = this.#run(item).finally(() => {
        this.#underWay.delete(run);
        this.#startReady();
        this.#signal();
      });
      this.#underWay.add(run);
    }
  }

  async #run(item: Item): Promise<void> {
    try {
      if (await this.#options.work(item)) this.#settle(item);
    } catch (error) {
      this.#failure ??= { error };
      this.#stopped = true;
    }
  }

  #settle(item: Item): void {
    this.#unsettled.delete(item.line);
    this.#waitingBytes -= item.bytes;
    if (!this.#options.ordered) return;
    const { order } = item.request;
    const next = this.#behind.get(order)?.shift();
    if (next) this.#ready.push(next);
    else this.#behind.delete(order);
  }

  #signal(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }
}
