import type { ConsumerStatus } from './consumer-status.ts';
import type { LogRate } from './log-rate.ts';
import type { DestroyedStream } from './lost-stream.ts';

/** What is known about the pipeline at a moment. Alert rules judge it, and the live stream shows it. Times in Unix ms. */
export interface PipelineFacts {
  at: number;
  /** Null if it is unknown now; `since` says since when. */
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

interface DeadLetterFact {
  open: number;
  newestAt: number | null;
  /** When one of them later failed again in a replay; null if none did. */
  failedAgainAt: number | null;
  /** The owners, if each dead letter has one; otherwise empty. Null if unknown. */
  owners: string[] | null;
  /** New ones per second, by consumer; consumers without any are left out. Null if unknown. */
  deadLetteredPerSecond: Readonly<Record<string, number>> | null;
}

export interface ConsumerFact {
  stream: string;
  consumer: string;
  projection: string | null;
  /** Events not applied yet (server/operations/consumers/unapplied.ts); null if unknown. */
  lag: number | null;
  /** Whether it is the retry queue of its projection. */
  isRetries: boolean;
  /** When the log stored the oldest unprocessed event. */
  oldestAt: number | null;
  /** When that event expires. */
  oldestExpiresAt: number | null;
  status: ConsumerStatus;
  statusSince: number;
  why: string;
  inPerSecond: number | null;
  outPerSecond: number | null;
  /** Time until the lag reaches zero, ms; null if it does not shrink, or that is unknown. */
  drainMs: number | null;
}

export interface StreamFact {
  stream: string;
  messages: number;
  bytes: number;
  /** Null without a limit. */
  maxBytes: number | null;
  /**
   * Whether a full stream refuses new messages (`discard: new`), instead of dropping its oldest; false for a closed generation.
   */
  refusesWhenFull: boolean;
  oldestAt: number | null;
  /** How fast it grows; absent if unknown. */
  rate?: LogRate;
}

export interface ReconciliationFact {
  projection: string;
  /** Unix ms: the counted window, and when it was counted. */
  from: number;
  until: number;
  countedAt: number;
  accepted: number;
  applied: number;
  deadLettered: number;
  inFlight: number;
  lost: number;
  /** The lost events that were lost with a stream of the log: the log can't deliver them again. */
  destroyed?: number;
  /** Events that the log dropped for age or size before they were processed: they are lost too. */
  expired?: number;
  /** Neither accounted for nor known to be lost. */
  unreconciled: number;
  /** Set while it is unknown whether more events are lost, as while the read model can't be read: 0 lost then means nothing. */
  unknown: { since: number; why: string } | null;
}
