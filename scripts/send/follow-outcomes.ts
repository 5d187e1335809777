import { setTimeout as delay } from 'node:timers/promises';
import { type CommandStatus, isFinal } from '../../contracts/command-status.ts';
import { backoff } from '../../contracts/timing/backoff.ts';
import { type HttpClient, NoAnswer } from '../client/http-client.ts';

/**
 * How an accepted command ended. `missing` is a command with a 202 that the API does not know; it must never happen.
 */
export type Outcome = 'applied' | 'rejected' | 'dead_lettered' | 'missing' | 'open';

interface FollowOptions {
  client: HttpClient;
  apiKey: string;
  /** How long to wait if no command ends. */
  patienceMs: number;
  onOutcome(line: number, outcome: Outcome, detail: string): void;
}

interface Followed {
  line: number;
  location: string;
  dueAt: number;
  /** How often its status was requested, including the next request. */
  looks: number;
}

const MAX_FOLLOWED = 10_000;
const FOLLOWERS = 8;
const FIRST_LOOK_MS = 50;
const LAST_BACKOFF_MS = 2_000;
const PAUSE_MS = 25;

/** Requests the status of accepted commands until each is applied or rejected. Follows a bounded number. */
export class OutcomeFollower {
  readonly #options: FollowOptions;
  #waiting: Followed[] = [];
  #asking = 0;
  #lastEndAt = performance.now();
  #closed = false;
  readonly #followers: Promise<void>[];

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#followers = Array.from({ length: FOLLOWERS }, () => this.#follow());
  }

  get following(): number {
    return this.#waiting.length + this.#asking;
  }

  /** Follows a command; resolves when there is room for another. */
  async add(line: number, location: string): Promise<void> {
    if (this.following === 0) this.#lastEndAt = performance.now();
    this.#waiting.push({
      line,
      location,
      dueAt: performance.now() + FIRST_LOOK_MS,
      looks: 1,
    });
    while (this.following >= MAX_FOLLOWED && !this.#isOutOfPatience()) await delay(PAUSE_MS);
    if (this.#isOutOfPatience()) this.#giveUp();
  }

  /** Resolves when every command has ended, no command has ended for too long, or `stopping` is aborted. */
  async finish(stopping: AbortSignal): Promise<void> {
    while (this.following > 0 && !this.#isOutOfPatience() && !stopping.aborted) await delay(PAUSE_MS);
    this.#closed = true;
    await Promise.all(this.#followers);
    this.#giveUp();
  }

  #isOutOfPatience(): boolean {
    return this.following > 0 && performance.now() - this.#lastEndAt > this.#options.patienceMs;
  }

  #giveUp(): void {
    for (const { line } of this.#waiting) this.#options.onOutcome(line, 'open', 'still in flight');
    this.#waiting = [];
  }

  async #follow(): Promise<void> {
    while (!this.#closed) {
      const next = this.#waiting[0];
      if (!next || next.dueAt > performance.now()) {
        await delay(PAUSE_MS);
        continue;
      }
      this.#waiting.shift();
      this.#asking += 1;
      const outcome = await this.#ask(next.location);
      this.#asking -= 1;
      if (outcome) {
        this.#lastEndAt = performance.now();
        this.#options.onOutcome(next.line, ...outcome);
      } else {
        const looks = next.looks + 1;
        const dueAt = performance.now() + backoff(looks, FIRST_LOOK_MS, LAST_BACKOFF_MS);
        this.#waiting.push({ ...next, looks, dueAt });
      }
    }
  }

  async #ask(path: string): Promise<[Outcome, string] | undefined> {
    const { client, apiKey } = this.#options;
    try {
      const headers = { authorization: `Bearer ${apiKey}` };
      const { status, body } = await client.send({ method: 'GET', path, headers });
      if (status === 404 || status === 410) return ['missing', `GET ${path} answered ${status}`];
      if (status !== 200) return undefined;
      const { state, reason } = JSON.parse(body) as CommandStatus;
      if (!isFinal(state)) return undefined;
      return [state as Outcome, reason ? `${reason.code}: ${reason.detail}` : ''];
    } catch (error) {
      if (error instanceof NoAnswer) return undefined;
      throw error;
    }
  }
}
