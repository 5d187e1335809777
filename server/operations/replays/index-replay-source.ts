import type {
  DeadLetterFilter,
  DeadLetterIndex,
  IndexedCandidate,
} from '../../../contracts/ports/dead-letter-index.ts';
import type { ReplayCandidate, ReplaySource } from '../../../contracts/ports/replay-source.ts';
import { ProblemError } from '../../http/problem-error.ts';
import type { IndexFollower } from '../dead-letters/index-follower.ts';
import type { ReplayLog } from './replay-log.ts';

/** How long the index may take to come up with the streams, in ms. */
const CATCH_UP_MS = 5_000;
const PAGE = 10_000;

/** Dead letters from the index that the lists are read from, once it has read what the streams had at the call. */
export class IndexReplaySource implements ReplaySource {
  readonly #index: DeadLetterIndex;
  readonly #follower: IndexFollower;
  readonly #replays: ReplayLog;

  constructor(index: DeadLetterIndex, follower: IndexFollower, replays: ReplayLog) {
    this.#index = index;
    this.#follower = follower;
    this.#replays = replays;
  }

  async select(filter: DeadLetterFilter, limit: number): Promise<ReplayCandidate[]> {
    await this.#catchUp();
    const { resets } = this.#follower;
    const selected: ReplayCandidate[] = [];
    for (let after: number | null = 0; after !== null && selected.length < limit; ) {
      const size = Math.min(PAGE, limit - selected.length);
      const page = await this.#index.candidates(filter, { limit: size, after });
      for (const candidate of page.candidates) selected.push(this.#candidate(candidate));
      after = page.next;
    }
    // A file that went away between two pages has forgotten what the next of them would have had.
    if (this.#follower.resets !== resets || !this.#follower.currency().caughtUp) await this.#catchUp();
    if (this.#follower.resets !== resets) throw behind();
    return selected;
  }

  async entries(ids: readonly string[]): Promise<Map<string, ReplayCandidate>> {
    await this.#catchUp();
    const found = new Map<string, ReplayCandidate>();
    for (let from = 0; from < ids.length; from += PAGE) {
      for (const candidate of await this.#index.candidatesOf(ids.slice(from, from + PAGE)))
        found.set(candidate.entry, this.#candidate(candidate));
    }
    return found;
  }

  async entry(id: string): Promise<ReplayCandidate | undefined> {
    return (await this.entries([id])).get(id);
  }

  async #catchUp(): Promise<void> {
    const [current] = await Promise.all([this.#follower.caughtUp(CATCH_UP_MS), this.#replays.catchUp()]);
    if (!current) throw behind();
  }

  #candidate(candidate: IndexedCandidate): ReplayCandidate {
    return { ...candidate, waitsIn: this.#replays.waitsIn(candidate.entry) };
  }
}

const behind = (): ProblemError =>
  new ProblemError('unavailable', 'The index of dead letters is being built. Try again in a second.', {
    headers: { 'retry-after': '1' },
  });
