import type { ConsumerStatus } from './consumer-status.ts';
import type { LogRate } from './log-rate.ts';
import type { DestroyedStream } from './lost-stream.ts';

/** What is known of the pipeline at a moment: what alerts are judged by, and what the live stream tells. Times in Unix ms. */
export interface PipelineFacts {
  at: number;
  /** Null where it can't be known now; `since` says since when. */
  consumers: Fact<ConsumerFact[]>;
  log: Fact<StreamFact[]>;
  deadLetters: Fact<DeadLetterFact>;
  reconciliation: Fact<ReconciliationFact[]>;
  /** Streams of the log that were destroyed, as far as the log remembers. */
  lostStreams: Fact<DestroyedStream[]>;
  /** How far the indexes are behind their streams. */
  indexes: Fact<{ name: string; behind: number; behindMs: number }[]>;
}

export type Fact<T> = { known: true; value: T } | { known: false; since: number; why: string };

export interface DeadLetterFact {
  open: number;
  newestAt: number | null;
  /** When one of them failed again in a replay, after that; null where none did. */
  failedAgainAt: number | null;
  /** Who has them, where somebody has each; else empty. Null where that isn't known. */
  owners: string[] | null;
  /** New ones a second, by consumer; one that has none at all is left out. Null while that isn't known. */
  deadLetteredPerSecond: Readonly<Record<string, number>> | null;
}

export interface ConsumerFact {
  stream: string;
  consumer: string;
  projection: string | null;
  /** Events not applied yet (server/operations/consumers/unapplied.ts); null where it isn't known. */
  lag: number | null;
  /** Whether it is the retry queue of its projection. */
  isRetries: boolean;
  /** When the log stored the oldest unprocessed event. */
  oldestAt: number | null;
  /** When the log would drop it. */
  oldestExpiresAt: number | null;
  status: ConsumerStatus;
  statusSince: number;
  why: string;
  inPerSecond: number | null;
  outPerSecond: number | null;
  /** Until it is through, ms; null where it is not getting there, or that is not known. */
  drainMs: number | null;
}

export interface StreamFact {
  stream: string;
  messages: number;
  bytes: number;
  /** Null without a limit. */
  maxBytes: number | null;
  /** Whether a full one refuses what is new (`discard: new`), instead of dropping its oldest; none of a closed generation does. */
  refusesWhenFull: boolean;
  oldestAt: number | null;
  /** How fast it grows; absent where that isn't known. */
  rate?: LogRate;
}

export interface ReconciliationFact {
  projection: string;
  /** Unix ms: the window that was counted, and when. */
  from: number;
  until: number;
  countedAt: number;
  accepted: number;
  applied: number;
  deadLettered: number;
  inFlight: number;
  lost: number;
  /** Of the lost ones, those that were lost with a stream of the log: it cannot give them again. */
  destroyed?: number;
  /** Dropped by the log for their age or its size before they were processed: they are lost too. */
  expired?: number;
  /** Not counted through yet: what is neither accounted for nor known to be lost. */
  open: number;
  /** Where it can't be told now whether more is lost, as while the read model can't be read: then 0 lost says nothing. */
  unknown: { since: number; why: string } | null;
}
