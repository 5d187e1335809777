/**
 * The ledger: what happened to every command, told by those that did it. A message of the stream LEDGER holds several
 * records of one process (JSON, `LedgerMessage`); a record tells of a batch or of one failure, never of one event of many.
 *
 *   ledger.gateway    accepted, unconfirmed, gap
 *   ledger.worker     applied, applied-again, failed, gap
 *
 * The ledger is for people who look, not what anything is decided by: a process that ends at the wrong moment tells
 * nothing of its last batch. Who must know reads the log and the read model.
 */
export interface LedgerMessage {
  v: 1;
  /** The process that tells: `<host>:<pid>`. */
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

/** Events of one partition that the log confirmed to a gateway. The three lists go by the same index. */
export interface AcceptedRecord {
  kind: 'accepted';
  generation: number;
  partition: number;
  /** The first as it is, each further one as the difference to the one before: it may be negative. */
  sequences: number[];
  /** Unix ms, by the gateway's clock, when the command was accepted (`time` of its event); written as differences likewise. */
  acceptedAt: number[];
  /** Milliseconds from then to the log's confirmation. */
  confirmedAfter: number[];
}

/** A command whose publish was neither confirmed nor refused in time: its client was told so (504). */
export interface UnconfirmedRecord {
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
  /** Inclusive, ascending, at most `MAX_RANGES`: what is longer is told in several records. No range is longer than `MAX_RANGE`. */
  ranges: [first: number, last: number][];
  count: number;
  /** Unix ms: when the batch was handed to the worker, when it began to be applied, and when it was durable. */
  fetchedAt: number;
  beganAt: number;
  appliedAt: number;
  /** How long the circuit kept it waiting meanwhile, ms. */
  storeWaitMs: number;
  /** The highest count of deliveries among them. */
  deliveries: number;
  /** The longest any of them took, ms: from when the log stored it. */
  longestMs: number;
}

/** Events that came from RETRIES, and were applied: tried again by schedule, or sent by a replay. */
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

/** One attempt on one event that failed, and where the event went. */
export interface FailedRecord {
  kind: 'failed';
  projection: string;
  epochId: string;
  position: string;
  eventId: string | null;
  correlationId: string | null;
  failureClass: string;
  code: string;
  /** The how manieth attempt it was, from 1. */
  attempt: number;
  replayId: string | null;
  /** Unix ms. */
  fetchedAt: number;
  failedAt: number;
  next: 'retry' | 'dead-letter' | 'still-there';
  /** Unix ms: when it is tried again, where that is known. */
  retryAt: number | null;
}

/** This process could not tell of what it did: so many records are missing, of what happened between these times. */
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
