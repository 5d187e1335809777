import type { ConsumerStatus } from '../consumer-status.ts';
import type { PipelineChange, PipelineChangeKind } from '../pipeline-change.ts';
import type { StreamProgress } from './stream-progress.ts';

/**
 * The port of the pipeline's history: the state of every consumer, how full the log was, and what changed. When it is lost, it
 * is filled again: by the minute from the stream SNAPSHOTS, and from CHANGES. Only the seconds are its own.
 *
 * All calls reject with StoreFailure.
 */
export const RESOLUTIONS = ['second', 'minute', 'hour'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

const HOUR_MS = 3_600_000;
/** How long each is kept, and the length of a point, ms; a `second` is one snapshot. */
export const KEPT: Readonly<Record<Resolution, { forMs: number; stepMs: number }>> = {
  second: { forMs: 2 * HOUR_MS, stepMs: 1 },
  minute: { forMs: 48 * HOUR_MS, stepMs: 60_000 },
  hour: { forMs: 30 * 24 * HOUR_MS, stepMs: HOUR_MS },
};

/** The state of one consumer in one snapshot. */
export interface LagSnapshot {
  stream: string;
  consumer: string;
  lag: number;
  /** The age of its oldest unprocessed event, ms; 0 without lag, null if unknown. */
  ageMs: number | null;
  status: ConsumerStatus;
}

/** A consumer's lag in one period. */
export interface LagPoint {
  /** Unix ms: the start of that time. */
  at: number;
  lagMin: number;
  lagMax: number;
  lagLast: number;
  ageMinMs: number | null;
  ageMaxMs: number | null;
  ageLastMs: number | null;
  /** At the end of the period. */
  status: ConsumerStatus;
}

export interface LagMinute extends LagPoint {
  stream: string;
  consumer: string;
}

/** How full the log was in one snapshot: its event streams together. */
export interface LogSnapshot {
  bytes: number;
  /** Null if one of them has no limit. */
  maxBytes: number | null;
  messages: number;
  /** Share of its own limit, 0 to 1: the fullest stream is the first to refuse. */
  fullestShare: number | null;
  /** When the oldest kept event was stored, Unix ms; null for an empty log. */
  oldestAt: number | null;
  /**
   * Time until the first unprocessed event of a projection expires, or the retention if there is none, ms. Null if unknown,
   * or without a limit.
   */
  leftMs: number | null;
}

/** The log in one period: its state at the end, the highest share and the least time left. */
export interface LogPoint extends LogSnapshot {
  /** Unix ms: the start of the period. */
  at: number;
}

/** A consumer's highest lag in each minute with a snapshot, oldest first. */
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

export type WatchedStream = 'SNAPSHOTS' | 'CHANGES';

interface TakenIn {
  stream: WatchedStream;
  /** Where reading began; null for the beginning. */
  after: StreamProgress | null;
  progress: StreamProgress;
  minutes: readonly LagMinute[];
  logMinutes: readonly LogPoint[];
  changes: readonly { sequence: number; change: PipelineChange }[];
}

/** All given fields must match. */
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

/** The newest status of a consumer on the timeline. */
export interface ReportedStatus {
  stream: string;
  consumer: string;
  status: string;
  /** Unix ms. */
  at: number;
}

export interface LagHistory {
  /** Stores a round of snapshots, and removes, in small steps, those past their retention. */
  addRound(at: number, snapshots: readonly LagSnapshot[], log: LogSnapshot | null): Promise<void>;
  /** One minute of every consumer. */
  minute(at: number): Promise<LagMinute[]>;
  progress(stream: WatchedStream): Promise<StreamProgress | null>;
  /** Stores what was read of a stream; false if it does not continue the present progress. */
  takeIn(read: TakenIn): Promise<boolean>;
  /** Removes the content of messages of CHANGES before a sequence; null removes everything. */
  pruneChanges(first: number | null): Promise<void>;
  /** At most `limit` points, the newest of them, oldest first. */
  points(of: { stream: string; consumer: string }, range: HistoryRange): Promise<LagPoint[]>;
  /**
   * Several consumers as one: the sum of lags, the greatest age, the most severe status. A time is left out if it lacks a
   * snapshot of a consumer that had one before.
   */
  together(
    members: readonly { stream: string; consumer: string }[],
    range: HistoryRange,
  ): Promise<LagPoint[]>;
  /** At most `limit` consumers, by minute: those with the newest snapshots. Unix ms; `until` is not included. */
  trends(range: Pick<HistoryRange, 'from' | 'until' | 'limit'>): Promise<LagTrend[]>;
  /** How full the log was; like `points`. */
  log(range: HistoryRange): Promise<LogPoint[]>;
  /** Newest first. */
  changes(
    filter: ChangeFilter,
    page: { limit: number; before?: number },
  ): Promise<{ sequence: number; change: PipelineChange }[]>;
  statusChanges(): Promise<ReportedStatus[]>;
  close(): Promise<void>;
}
