import type { Reason } from './command-status.ts';

/** What became of an event in one read model, as read from that read model. Times are Unix milliseconds. */
export type Verification =
  /** `at`: when it was written, where that is known. `supersededBy`: the version that has replaced it since. */
  | { state: 'applied'; at: number | null; supersededBy: number | null }
  | { state: 'rejected'; at: number | null; reason: Reason }
  | { state: 'absent' }
  /** The store holds this event's version with other content: `what` differs. Only a rebuild repairs it. */
  | { state: 'differs'; what: string }
  /**
   * Kept aside until the message it changes comes: `of` is that message's id. `own`: whether the store keeps this very
   * change, and not one that would supersede it.
   */
  | { state: 'orphan'; of: string; own: boolean };
