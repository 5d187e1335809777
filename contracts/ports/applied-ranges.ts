import type { Position } from '../position.ts';

/** One partition in one epoch of a projection. */
export interface AppliedBy {
  projection: string;
  epochId: string;
  generation: number;
  partition: number;
}

/** Inclusive at both ends. */
export type SequenceRange = [first: number, last: number];

/** The ids of one event, from its headers. */
interface NamedCommand {
  commandId: string;
  correlationId: string;
  eventType: string;
  /** Unix ms. */
  storedAt: number;
}

/**
 * Which events are known to be applied: recorded by the ledger, or, if the ledger has a gap, proven by reading the read
 * model.
 */
export interface AppliedRanges {
  /**
   * The union of what was applied between two sequences, ascending and without overlaps: at most `limit` ranges, and `next`
   * where more begin. Includes events that were applied from RETRIES. Throws StoreFailure.
   */
  applied(
    by: AppliedBy,
    between: SequenceRange,
    limit: number,
  ): Promise<{ ranges: SequenceRange[]; next: number | null }>;
  /** Stores what was proven by reading, so that it isn't read again. Throws StoreFailure. */
  addProven(by: AppliedBy, ranges: readonly SequenceRange[], at: number): Promise<void>;
  /**
   * The range of a partition's sequences that the index knows, within its window, and when its stream was created; null if
   * there are none. The index keeps them if the stream is lost. Throws StoreFailure.
   */
  held(at: {
    generation: number;
    partition: number;
  }): Promise<{ created: string; first: number; last: number } | null>;
  /** The event at a position, if the index has it. Throws StoreFailure. */
  named(position: Position): Promise<NamedCommand | null>;
  /** Unix ms: since when the index holds the ledger without a gap; null while the index is being built. */
  reachesBackTo(): Promise<number | null>;
}
