import type { DeadLetterFilter, IndexedCandidate } from './dead-letter-index.ts';

/** A dead letter as a replay sees it. */
export interface ReplayCandidate extends IndexedCandidate {
  /** The replay that has yet to send it, the oldest if there are several; null if there is none. Its state does not show that. */
  waitsIn: string | null;
}

/**
 * Where replays find dead letters, as the streams have them at the time of the call. All calls reject with ProblemError
 * (`unavailable`), LogUnavailable or StoreFailure while that is unknown.
 */
export interface ReplaySource {
  /** Those that a filter matches now, in any order: a copy, which later failures don't change. At most `limit`. */
  select(filter: DeadLetterFilter, limit: number): Promise<ReplayCandidate[]>;
  /** Those of these ids that exist. */
  candidates(ids: readonly string[]): Promise<Map<string, ReplayCandidate>>;
  candidate(id: string): Promise<ReplayCandidate | undefined>;
}
