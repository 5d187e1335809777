import type { DeadLetterState } from '../operation.ts';
import type { ReplayFilter } from '../replay.ts';

/** A dead letter as a replay sees it: what decides whether, when and where it is sent. */
export interface ReplayCandidate {
  /** The dead letter's id. */
  entry: string;
  consumer: string;
  position: string;
  eventName: string;
  eventType: string | null;
  /** `<aggregate>/<id>`; null where the event's bytes and headers tell none. */
  aggregate: string | null;
  correlationId: string | null;
  actor: string | null;
  /** The size of the event's bytes. */
  bytes: number;
  /** Unix ms: when the log stored the event, and when it will drop it. */
  storedAt: number;
  expiresAt: number;
  /** ISO 8601, UTC. */
  failedAt: string;
  attempts: number;
  failureClass: string;
  code: string;
  message: string;
  fingerprint: string;
  state: DeadLetterState;
  /** What made the state what it is: the replay it is in, the event that took its place; null where nothing did. */
  stateBy: string | null;
  /** How many replays in a row have ended in the failure it has now. */
  replaysOfSameFailure: number;
  /** What its type's schema says against its data; null for nothing. */
  schemaFault: string | null;
}

/** Where replays find dead letters, as the streams have them at the time of the call. All calls reject with LogUnavailable or StoreFailure where they can't tell now. */
export interface ReplaySource {
  /** Those a filter matches now, in any order: a copy, which later failures don't change. */
  select(filter: ReplayFilter): Promise<ReplayCandidate[]>;
  /** Those of these ids that there are. */
  entries(ids: readonly string[]): Promise<Map<string, ReplayCandidate>>;
  entry(id: string): Promise<ReplayCandidate | undefined>;
}
