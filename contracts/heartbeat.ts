/**
 * What a role says of itself every few seconds, on the subject `heartbeats.<role>.<process>`, to whoever listens. It is stored
 * nowhere: a process that is not heard of for `HEARTBEAT_MISSING_MS` is gone, or can't reach the log.
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
  /** What stands between it and its work, in sentences; empty when it can work. */
  obstacles: string[];
  /** Of a worker only. */
  worker: WorkerHeartbeat | null;
}

export interface WorkerHeartbeat {
  projection: string;
  epochId: string | null;
  /** The consumers it pulls from, on every stream: `<projection>-<epoch>`; null without a build. */
  consumer: string | null;
  circuit: 'closed' | 'open' | 'half-open';
  /** Unix ms: since when the store can't be used; null while it can. */
  storeDownSince: number | null;
  /** Why, in a sentence without what events hold. */
  storeDownWhy: string | null;
  brake: 'off' | 'slow' | 'on';
  /** The streams it works on now. */
  streams: string[];
  /** Events handed to it that it has not answered for. */
  ackPending: number;
  /** Events it applied and attempts that failed, since its process began; absent in a worker of an older version. */
  applied?: number;
  failed?: number;
}
