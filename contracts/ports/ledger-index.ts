import type { FailedRecord, LedgerMessage } from '../ledger.ts';
import type { Position } from '../position.ts';
import type { AppliedBy, AppliedRanges } from './applied-ranges.ts';
import type { StreamProgress } from './stream-progress.ts';

/**
 * The port of the ledger's index: when each command was accepted, stored and applied, and which attempts failed. Its content
 * comes from the event streams and from LEDGER, in whatever order they are read; only proven ranges are its own.
 *
 * All calls reject with StoreFailure.
 */

/** One event, from its headers. */
export interface IndexedCommand {
  sequence: number;
  /** Unix ms, by the log's clock. */
  storedAt: number;
  /** Unix ms, by the gateway's clock; null if the headers lack it. */
  acceptedAt: number | null;
  /** Texts are empty if the headers lack them. */
  id: string;
  type: string;
  subject: string;
  actor: string;
  correlationId: string;
  causationId: string;
}

/** `after`: the progress when reading began. Stored all or nothing. */
interface Taken extends StreamProgress {
  after: StreamProgress | null;
}

export interface CommandBatch extends Taken {
  generation: number;
  partition: number;
  commands: readonly IndexedCommand[];
}

export interface LedgerBatch extends Taken {
  /** `role`: the recording process's role, from the subject. */
  messages: readonly { sequence: number; role: string; message: LedgerMessage }[];
}

export type LedgerIndexStream = 'LEDGER' | { generation: number; partition: number };

export interface CommandRow extends Omit<IndexedCommand, 'sequence'> {
  position: Position;
}

/** One application of an event, as a worker recorded it. Times in Unix ms, by the worker's clock. */
export interface RecordedApplied {
  projection: string;
  epochId: string;
  process: string;
  version: string;
  fetchedAt: number;
  beganAt: number;
  appliedAt: number;
  storeWaitMs: number;
  /** Of the whole batch: how many events, and the highest number of deliveries among them. */
  count: number;
  deliveries: number;
  /** For an event from RETRIES. */
  again: { attempt: number; replayId: string | null } | null;
}

/** One failed attempt on an event, as a worker recorded it. */
export interface RecordedFailed
  extends Omit<FailedRecord, 'kind' | 'position' | 'eventId' | 'correlationId'> {
  process: string;
  version: string;
}

/** What the ledger records about one event. */
export interface RecordedOfEvent {
  accepted: { process: string; acceptedAt: number; confirmedAt: number } | null;
  /** In order of time. */
  applied: RecordedApplied[];
  failed: RecordedFailed[];
}

export interface RecordedGap {
  role: string;
  process: string;
  /** Unix ms. */
  from: number;
  until: number;
  records: number;
  why: string;
}

export interface RecordedUnconfirmed {
  commandId: string;
  correlationId: string;
  process: string;
  /** Unix ms. */
  at: number;
}

export type RecordedState = 'applied' | 'retrying' | 'dead_lettered' | 'accepted';

/** All given fields must match. */
export interface CommandFilter {
  /** Exact. */
  correlationId?: string;
  /** A prefix. */
  correlationPrefix?: string;
  /** `<aggregate>/<id>`. */
  subject?: string;
  actor?: string;
  type?: string;
  /** Unix ms, by when the log stored it; `to` is not included. */
  from?: number;
  to?: number;
  /** In any of the projections. */
  states?: readonly RecordedState[];
  /** With at least one failed attempt. */
  failedOnly?: boolean;
}

/** A command's place in the order by the log's time, then by position. */
export interface CommandCursor {
  storedAt: number;
  position: Position;
}

/** Where a projection's pending events of a partition begin: nothing records that these failed or were applied. */
export interface WaitingFrom extends Position {}

export interface CommandPage {
  limit: number;
  order: 'newest' | 'oldest' | 'slowest';
  after?: CommandCursor;
  /** With `slowest`: where pending events begin. They are ranked by how long they have waited so far. */
  waiting?: readonly WaitingFrom[];
  /** The projections whose records decide a command's state; by default all of its partition. */
  deciding?: readonly string[];
  /** How long it may search, ms. */
  withinMs: number;
}

export interface FoundCommand extends CommandRow {
  state: RecordedState;
  /** How many attempts on it failed. */
  failures: number;
  /** From when the log stored it to when the last projection applied it, ms; null until then. */
  tookMs: number | null;
}

export interface FoundCommands {
  commands: FoundCommand[];
  /** Where the next page begins; null at the end. */
  next: CommandCursor | null;
  /** Whether time ran out: there may then be more before `next`. */
  cut: boolean;
}

/** How long commands took to be accepted in one period. Bounds: at most a tenth too high, never too low. */
export interface AcceptTimes {
  /** Unix ms: the start of the period. */
  at: number;
  count: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  mostMs: number;
}

export interface LedgerIndex extends Pick<AppliedRanges, 'applied' | 'addProven' | 'held'> {
  /** How far a stream was read; null if not at all. */
  progress(stream: LedgerIndexStream): Promise<StreamProgress | null>;
  /** False, with nothing stored, if the batch does not continue the present progress. */
  addCommands(batch: CommandBatch): Promise<boolean>;
  addLedger(batch: LedgerBatch): Promise<boolean>;
  /** Removes a deleted or replaced stream and its content. */
  forget(stream: LedgerIndexStream): Promise<void>;
  /**
   * One small step of removing content outside the window: events stored before `storedBefore` (Unix ms) or beyond
   * `maxRows`, and the content of LEDGER messages before `ledgerFirst`. True if there is more to remove.
   */
  prune(window: { storedBefore: number; ledgerFirst: number; maxRows: number }): Promise<boolean>;

  /** The commands of a correlation id, ordered by the log's time. `total` counts up to `maxCounted`. */
  commandsOf(
    correlationId: string,
    page: { limit: number; after?: CommandCursor; maxCounted: number },
  ): Promise<{ commands: CommandRow[]; total: number }>;
  /** The command at a position, if the index has it. */
  commandAt(position: Position): Promise<CommandRow | null>;
  /** By its id, in lower case. */
  commandById(id: string): Promise<CommandRow | null>;
  /** The records about these events, in the order of `positions`. */
  recordedOf(positions: readonly Position[]): Promise<RecordedOfEvent[]>;
  unconfirmedOf(correlationId: string, limit: number): Promise<RecordedUnconfirmed[]>;
  /** Gaps that overlap a time range. */
  gaps(from: number, until: number, limit: number): Promise<RecordedGap[]>;
  search(filter: CommandFilter, page: CommandPage): Promise<FoundCommands>;
  /**
   * How long commands took from acceptance to the log's confirmation, as gateways recorded, by their clocks, in steps of whole
   * minutes. A step without records has no entry. Unix ms; `until` is not included.
   */
  acceptTimes(from: number, until: number, stepMs: number): Promise<AcceptTimes[]>;
  /** How many events any worker recorded as applied since a time. */
  appliedSince(by: AppliedBy, since: number): Promise<number>;
  /** The index's size. */
  size(): Promise<{
    commands: number;
    batches: number;
    bytes: number;
    /** Unix ms. */
    oldestStoredAt: number | null;
    oldestAppliedAt: number | null;
  }>;
  close(): Promise<void>;
}
