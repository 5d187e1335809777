/**
 * A role's report about itself, every few seconds, on the subject `heartbeats.<role>.<process>`. It is not stored: a process
 * without a heartbeat for `HEARTBEAT_MISSING_MS` has ended, or can't reach the log.
 */
export const HEARTBEAT_MS = 2_000;
export const HEARTBEAT_MISSING_MS = 3 * HEARTBEAT_MS + 500;

export interface Heartbeat {
  role: 'worker' | 'gateway' | 'operations';
  /** `<host>:<pid>`. */
  process: string;
  version: string;
  /** Unix ms. */
  startedAt: number;
  at: number;
  /** What keeps the process from its work, in sentences; empty when nothing does. */
  obstacles: string[];
  /** Of workers only. */
  worker: WorkerHeartbeat | null;
}

export interface WorkerHeartbeat {
  projection: string;
  epochId: string | null;
  /** The consumers it pulls from, on every stream: `<projection>-<epoch>`; null without an epoch. */
  consumer: string | null;
  circuit: 'closed' | 'open' | 'half-open';
  /** Unix ms: since when the store can't be used; null while it can. */
  storeDownSince: number | null;
  /** Why, in a sentence without content of events. */
  storeDownWhy: string | null;
  brake: 'off' | 'slow' | 'on';
  /** The streams it works on now. */
  streams: string[];
  /** Delivered events that it has not acknowledged. */
  ackPending: number;
  /** Events applied and attempts failed since the process began; absent in a worker of an older version. */
  applied?: number;
  failed?: number;
}
