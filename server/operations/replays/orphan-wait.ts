/** How long a change may wait for the message it changes before a replay or an edit continues without it. */
export const ORPHAN_MS = 10_000;
