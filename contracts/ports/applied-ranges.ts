import type { Position } from '../position.ts';

/** One partition as one build of a projection applies it. */
export interface AppliedBy {
  projection: string;
  epochId: string;
  generation: number;
  partition: number;
}

/** Inclusive at both ends. */
export type SequenceRange = [first: number, last: number];

/** One event by its names, as its headers give them. */
export interface NamedCommand {
  commandId: string;
  correlationId: string;
  eventType: string;
  /** Unix ms. */
  storedAt: number;
}

/** What is known to have been applied: told by the ledger, or proven by reading the read model where the ledger has a gap. */
export interface AppliedRanges {
  /**
   * The union of what was applied between two sequences, ascending and without overlaps: at most `limit` ranges, and `next`
   * where more begin at it. Events that were applied again from RETRIES are among them. Throws StoreFailure.
   */
  applied(
    by: AppliedBy,
    between: SequenceRange,
    limit: number,
  ): Promise<{ ranges: SequenceRange[]; next: number | null }>;
  /** Keeps what was proven by reading, so that it isn't read again. Throws StoreFailure. */
  addProven(by: AppliedBy, ranges: readonly SequenceRange[], at: number): Promise<void>;
  /**
   * The sequences of a partition that the index knows of, within its window, and when its stream was created; null for none.
   * They stay known when the stream is lost. Throws StoreFailure.
   */
  held(at: {
    generation: number;
    partition: number;
  }): Promise<{ created: string; first: number; last: number } | null>;
  /** The event at a position, where the index has it. Throws StoreFailure. */
  named(position: Position): Promise<NamedCommand | null>;
  /** Unix ms from when on the index holds the ledger without a gap of its own; null while it is being built. */
  reachesBackTo(): Promise<number | null>;
}
