import type { ConsumerStatus } from '../consumer-status.ts';
import type { PipelineChange, PipelineChangeKind } from '../pipeline-change.ts';
import type { StreamProgress } from './stream-progress.ts';

/**
 * The port of what is kept of the pipeline over time: where every consumer stood, how full the log
 * was, and what changed. It holds nothing that
 * does not come back when it is lost: by the minute from the stream SAMPLES, and from CHANGES. Only the seconds are its own.
 *
 * All calls reject with StoreFailure.
 */
export const RESOLUTIONS = ['second', 'minute', 'hour'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

const HOUR_MS = 3_600_000;
/** How long each is kept, and how much time a point stands for; a `second` is one sample. Ms. */
export const KEPT: Readonly<Record<Resolution, { forMs: number; stepMs: number }>> = {
  second: { forMs: 2 * HOUR_MS, stepMs: 1 },
  minute: { forMs: 48 * HOUR_MS, stepMs: 60_000 },
  hour: { forMs: 30 * 24 * HOUR_MS, stepMs: HOUR_MS },
};

/** Where one consumer stood in one sample. */
export interface LagSnapshot {
  stream: string;
  consumer: string;
  lag: number;
  /** The age of its oldest unprocessed event, ms; 0 without lag, null where it isn't known. */
  ageMs: number | null;
  status: ConsumerStatus;
}

/** What a consumer's lag was in some time. */
export interface LagPoint {
  /** Unix ms: where the time begins. */
  at: number;
  lagMin: number;
  lagMax: number;
  lagLast: number;
  ageMinMs: number | null;
  ageMaxMs: number | null;
  ageLastMs: number | null;
  /** At the end of it. */
  status: ConsumerStatus;
}

export interface LagMinute extends LagPoint {
  stream: string;
  consumer: string;
}

/** How full the log was in one sample: its event streams together. */
export interface LogSnapshot {
  bytes: number;
  /** Null where one of them has no limit. */
  maxBytes: number | null;
  messages: number;
  /** Of its own limit, 0 to 1: the fullest stream is the first that refuses. */
  fullestShare: number | null;
  /** When the oldest event that is kept was stored, Unix ms; null for an empty log. */
  oldestAt: number | null;
  /**
   * Until the log drops the first event that a projection has not processed; where none waits, as long as it keeps one. Null
   * where that isn't known, or without an end. Ms.
   */
  leftMs: number | null;
}

/** The log in some time: at its end; the fullest share and the time left are the worst of it. */
export interface LogPoint extends LogSnapshot {
  /** Unix ms: where the time begins. */
  at: number;
}

/** The most lag of a consumer in each minute that was sampled, the oldest first. */
export interface LagTrend {
  stream: string;
  consumer: string;
  minutes: { at: number; lag: number }[];
}

export interface HistoryRange {
  /** Unix ms; `until` is not included. */
  from: number;
  until: number;
  resolution: Resolution;
  limit: number;
}

export type WatchedStream = 'SAMPLES' | 'CHANGES';

export interface TakenIn {
  stream: WatchedStream;
  /** Where reading went on from; null for the beginning. */
  after: StreamProgress | null;
  progress: StreamProgress;
  minutes: readonly LagMinute[];
  logMinutes: readonly LogPoint[];
  changes: readonly { sequence: number; change: PipelineChange }[];
}

/** All that are given must hold. */
export interface ChangeFilter {
  kinds?: readonly PipelineChangeKind[];
  stream?: string;
  consumer?: string;
  projection?: string;
  process?: string;
  /** Unix ms; `to` is not included. */
  from?: number;
  to?: number;
}

/** The newest status of a consumer that the time line tells. */
export interface ReportedStatus {
  stream: string;
  consumer: string;
  status: string;
  /** Unix ms. */
  at: number;
}

export interface LagHistory {
  /** Takes in a round of samples; and forgets, in small steps, what is older than is kept. */
  addRound(at: number, samples: readonly LagSnapshot[], log: LogSnapshot | null): Promise<void>;
  /** One minute of every consumer. */
  minute(at: number): Promise<LagMinute[]>;
  progress(stream: WatchedStream): Promise<StreamProgress | null>;
  /** Takes in what was read of a stream; false where its progress is not what that went on from. */
  takeIn(read: TakenIn): Promise<boolean>;
  /** Forgets what came of the stream CHANGES before a sequence; with null everything. */
  pruneChanges(first: number | null): Promise<void>;
  /** At most `limit` points, the newest of them, the oldest first. */
  points(of: { stream: string; consumer: string }, range: HistoryRange): Promise<LagPoint[]>;
  /**
   * Several consumers as one: lags added, the greatest age, the gravest status. A time is left out in which one of them was
   * not sampled that had been before.
   */
  together(
    members: readonly { stream: string; consumer: string }[],
    range: HistoryRange,
  ): Promise<LagPoint[]>;
  /** At most `limit` consumers by the minute, those that were sampled last. Unix ms; `until` is not included. */
  trends(range: Pick<HistoryRange, 'from' | 'until' | 'limit'>): Promise<LagTrend[]>;
  /** How full the log was; as `points`. */
  log(range: HistoryRange): Promise<LogPoint[]>;
  /** The newest first. */
  changes(
    filter: ChangeFilter,
    page: { limit: number; before?: number },
  ): Promise<{ sequence: number; change: PipelineChange }[]>;
  statusChanges(): Promise<ReportedStatus[]>;
  close(): Promise<void>;
}
