import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { Account } from './account-for.ts';
import type { IntervalSet } from './interval-set.ts';
import type { PartitionNow } from './partition-watch.ts';
import type { NamedEvent } from './prove-applied.ts';

/** What is unknown, since when (Unix ms), and why. */
export interface Unknown {
  since: number;
  why: string;
}

/** Random readings of events that count as applied. */
export interface SpotProofs {
  /** Unix ms: when the newest sample was read. */
  at: number;
  sampled: number;
  found: number;
  /** Since this process began. */
  sampledInAll: number;
  notFoundInAll: number;
}

export interface PartitionCount {
  generation: number;
  partition: number;
  stream: StreamInfo;
  now: PartitionNow;
  account: Account;
  /** The part of `unreconciled` that was processed only just now. */
  settling: IntervalSet;
  /** The lost events whose ids are kept. */
  lost: readonly NamedEvent[];
  /** For a lost stream: when the loss was noticed, Unix ms. */
  lostAt?: number;
}

/** The immutable result of one pass. */
export interface Count {
  /** Unix ms. */
  at: number;
  /** Null while the store is being filled again, or is unknown. */
  epochId: string | null;
  partitions: readonly PartitionCount[];
  /** Why losses can't be counted: a place that can't be read. */
  unknown: Unknown | null;
  spot: SpotProofs | null;
  /** When a complete count last found no loss: Unix ms; null for never. */
  nothingLostAt: number | null;
}

export const NOTHING_COUNTED: Count = {
  at: 0,
  epochId: null,
  partitions: [],
  unknown: null,
  spot: null,
  nothingLostAt: null,
};
