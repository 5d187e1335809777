import type { StreamInfo } from '../../../adapters/jetstream/streams/stream-info.ts';
import type { Account } from './account-for.ts';
import type { IntervalSet } from './interval-set.ts';
import type { PartitionNow } from './partition-watch.ts';
import type { NamedEvent } from './prove-applied.ts';

/** What is not known, since when (Unix ms), and why. */
export interface Unknown {
  since: number;
  why: string;
}

/** Reads of what is said to be applied, chosen by chance. */
export interface SpotProofs {
  /** Unix ms: of the newest sample. */
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
  /** Of what is open, what came through only just now. */
  settling: IntervalSet;
  /** Lost ones, as far as they are kept by name. */
  lost: readonly NamedEvent[];
  /** Of a stream that is lost: when that was noticed, Unix ms. */
  lostAt?: number;
}

/** What one pass came to; it does not change any more. */
export interface Count {
  /** Unix ms. */
  at: number;
  /** Null while the store is being filled anew, or is not known. */
  epochId: string | null;
  partitions: readonly PartitionCount[];
  /** What keeps it from being known whether something is lost: a place that can't be looked in. */
  unknown: Unknown | null;
  spot: SpotProofs | null;
  /** When it was counted last, and through, that none is lost: Unix ms; null for never. */
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
