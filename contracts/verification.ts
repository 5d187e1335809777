import type { Reason } from './command-status.ts';

/** The outcome of an event in one read model, read from that read model. Times are Unix milliseconds. */
export type Verification =
  /** `at`: when it was written, if known. `supersededBy`: the version that has replaced it since. */
  | { state: 'applied'; at: number | null; supersededBy: number | null }
  | { state: 'rejected'; at: number | null; reason: Reason }
  | { state: 'absent' }
  /** The store holds this event's version with other content: `what` differs. Only a rebuild repairs it. */
  | { state: 'differs'; what: string }
  /**
   * Kept aside until the resource that it changes is applied: `what` kind of thing that is, such as `message`, and `of` its
   * id. `own`: whether the store keeps this very change, and not one that would supersede it.
   */
  | { state: 'orphan'; what: string; of: string; own: boolean };
