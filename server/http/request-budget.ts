interface BudgetLimits {
  /** How many may be under way at once. */
  atOnce: number;
  /** How many bytes they may hold together. */
  bytes: number;
  /** How many may wait for room. */
  waiting: number;
}

interface Waiting {
  bytes: number;
  admit(): void;
}

/**
 * Bounds one class of requests in number and bytes. Further requests wait in a short queue, first come first served; when it is
 * full they are refused. An admitted request leaves once, when neither its work nor its answer holds memory any more.
 */
export class RequestBudget {
  readonly #limits: BudgetLimits;
  readonly #queue: Waiting[] = [];
  #underWay = 0;
  #bytes = 0;

  constructor(limits: BudgetLimits) {
    this.#limits = limits;
  }

  /** How many are under way. */
  get underWay(): number {
    return this.#underWay;
  }

  /**
   * Resolves, once there is room, to a function that leaves the budget; to undefined if there is none within `waitMs`, or if
   * too many wait already.
   */
  async enter(bytes: number, waitMs: number): Promise<(() => void) | undefined> {
    if (this.#queue.length > 0 || !this.#hasRoom(bytes)) {
      if (this.#queue.length >= this.#limits.waiting || waitMs <= 0) return undefined;
      if (!(await this.#wait(bytes, waitMs))) return undefined;
    } else this.#take(bytes);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      this.#underWay -= 1;
      this.#bytes -= bytes;
      this.#admitNext();
    };
  }

  #wait(bytes: number, waitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiting: Waiting = {
        bytes,
        admit: () => {
          clearTimeout(timer);
          resolve(true);
        },
      };
      const timer = setTimeout(() => {
        this.#queue.splice(this.#queue.indexOf(waiting), 1);
        resolve(false);
        // The request that left may have been larger than the next ones together.
        this.#admitNext();
      }, waitMs);
      this.#queue.push(waiting);
    });
  }

  /** A request larger than the whole budget runs alone. */
  #hasRoom(bytes: number): boolean {
    const { atOnce, bytes: most } = this.#limits;
    return this.#underWay === 0 || (this.#underWay < atOnce && this.#bytes + bytes <= most);
  }

  #take(bytes: number): void {
    this.#underWay += 1;
    this.#bytes += bytes;
  }

  #admitNext(): void {
    for (let next = this.#queue[0]; next && this.#hasRoom(next.bytes); next = this.#queue[0]) {
      this.#queue.shift();
      this.#take(next.bytes);
      next.admit();
    }
  }
}
