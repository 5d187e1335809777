/** What can be dispatched: `order` names what must stay in order; `bytes` is what it takes up while it waits. */
export interface Dispatchable {
  line: number;
  bytes: number;
  request: { order: string };
}

export interface DispatcherOptions<Item> {
  /** How many are worked on at once. */
  concurrency: number;
  /** False lets items of one order overtake each other. */
  ordered: boolean;
  /** Resolves to whether the item is settled: one that is not stays, and so does what comes behind it. */
  work(item: Item): Promise<boolean>;
}

/** How many items may wait, for each that is worked on: enough to find other channels beside a busy one. */
const WAITING_A_WORKER = 64;
const MAX_WAITING_BYTES = 32 * 1024 ** 2;

/**
 * Works on items side by side, those of one order one after the other, as they were added. What waits is bounded in
 * number and bytes: `add` resolves when there is room for another.
 *
 *   added ─► waiting for its order ─► ready ─► under way ─► settled
 */
export class Dispatcher<Item extends Dispatchable> {
  readonly #options: DispatcherOptions<Item>;
  /** What waits behind the item of its order that is ready or under way. */
  readonly #behind = new Map<string, Item[]>();
  readonly #ready: Item[] = [];
  /** Lines in the order they were added, until they are settled. */
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

  /** The first line that is not settled; undefined when all are. */
  get firstUnsettled(): number | undefined {
    return this.#unsettled.values().next().value;
  }

  /** Takes an item; resolves when another may come. Throws what `work` threw. */
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

  /** Starts nothing more. What is under way goes on; `finish` waits for it. */
  stop(): void {
    this.#stopped = true;
    this.#signal();
  }

  /** Resolves when all is settled, or after `stop` when nothing is under way. Throws what `work` threw. */
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
