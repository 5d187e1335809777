/** One partition as one build of a projection applies it. */
export interface AppliedBy {
  projection: string;
  buildId: string;
  generation: number;
  partition: number;
}

/** Inclusive at both ends. */
export type SequenceRange = [first: number, last: number];

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
  /** Unix ms from when on the index holds the ledger without a gap of its own; null while it is being built. */
  reachesBackTo(): Promise<number | null>;
}
