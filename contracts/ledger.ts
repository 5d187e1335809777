/**
 * The ledger: what happened to every command, recorded by the processes that did it. A message of the stream LEDGER holds
 * several records of one process (JSON, `LedgerMessage`). A record covers a batch or one failure, never a single applied
 * event.
 *
 *   ledger.gateway    accepted, unconfirmed, gap
 *   ledger.worker     applied, applied-again, failed, gap
 *
 * The ledger informs people and decides nothing: a process that is killed does not record its last batch. Code that must
 * know reads the log and the read model.
 */
export interface LedgerMessage {
  v: 1;
  /** The process that records: `<host>:<pid>`. */
  process: string;
  version: string;
  records: LedgerRecord[];
}

export type LedgerRecord =
  | AcceptedRecord
  | UnconfirmedRecord
  | AppliedRecord
  | AppliedAgainRecord
  | FailedRecord
  | GapRecord;

/** Events of one partition that the log confirmed to a gateway. The three lists have the same index. */
export interface AcceptedRecord {
  kind: 'accepted';
  generation: number;
  partition: number;
  /** The first is absolute, each further one is the difference to the previous one; it may be negative. */
  sequences: number[];
  /** Unix ms, by the gateway's clock, when the command was accepted (`time` of its event); differences likewise. */
  acceptedAt: number[];
  /** Milliseconds from then to the log's confirmation. */
  confirmedAfter: number[];
}

/** A command whose publish was neither confirmed nor refused in time: its client got a 504. */
interface UnconfirmedRecord {
  kind: 'unconfirmed';
  commandId: string;
  correlationId: string;
  /** Unix ms. */
  at: number;
}

/** Events of one partition that a worker made durable in its store by one call. */
export interface AppliedRecord {
  kind: 'applied';
  projection: string;
  epochId: string;
  generation: number;
  partition: number;
  /** Inclusive, ascending, at most `MAX_RANGES`: a longer list takes several records. No range is longer than `MAX_RANGE`. */
  ranges: [first: number, last: number][];
  count: number;
  /** Unix ms: when the batch was delivered to the worker, when it began to be applied, and when it was durable. */
  fetchedAt: number;
  beganAt: number;
  appliedAt: number;
  /** How long an open circuit delayed the batch meanwhile, ms. */
  storeWaitMs: number;
  /** The highest number of deliveries among these events. */
  deliveries: number;
  /** The longest time that one of these events took since the log stored it, ms. */
  longestMs: number;
}

/** Events from RETRIES that were applied: retried on schedule, or sent by a replay. */
export interface AppliedAgainRecord {
  kind: 'applied-again';
  projection: string;
  epochId: string;
  fetchedAt: number;
  beganAt: number;
  appliedAt: number;
  storeWaitMs: number;
  events: { position: string; attempt: number; replayId: string | null }[];
}

/** One failed attempt on one event, and where the event went. */
export interface FailedRecord {
  kind: 'failed';
  projection: string;
  epochId: string;
  position: string;
  eventId: string | null;
  correlationId: string | null;
  failureClass: string;
  code: string;
  /** Attempt number, from 1. */
  attempt: number;
  replayId: string | null;
  /** Unix ms. */
  fetchedAt: number;
  failedAt: number;
  next: 'retry' | 'dead-letter' | 'still-there';
  /** Unix ms: when the next attempt is, if known. */
  retryAt: number | null;
}

/** Records that this process could not write: how many, between these two times. */
export interface GapRecord {
  kind: 'gap';
  /** Unix ms. */
  from: number;
  until: number;
  records: number;
  why: 'queue-full' | 'not-confirmed';
}

export const MAX_RANGES = 1_000;
export const MAX_RANGE = 10_000;
