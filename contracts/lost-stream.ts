import type { SequenceRange } from './ports/applied-ranges.ts';

export type Destroyed = 'deleted' | 'replaced' | 'shortened';

/**
 * A stream that was destroyed from outside: deleted, replaced by another of its name, or shortened, as by restoring an older
 * backup. An `expired` one lost only its beginning, by age or size, with events that a projection had not processed. The log
 * keeps these records itself, so they survive a restart of everything.
 */
export interface LostStream {
  stream: string;
  /** When the server created the stream that is lost (RFC 3339): together with its name, its identity. */
  created: string;
  how: Destroyed | 'expired';
  /** ISO 8601, UTC: when the loss was noticed. */
  noticedAt: string;
  /** How many messages it held at the last check; for a shortened one, how many are missing. Null without an earlier check. */
  messages: number | null;
  /** Its first and last sequence at the last check; for a shortened one, of the missing part. Null without an earlier check. */
  first: number | null;
  last: number | null;
  /** For an event stream, once counted: the sequences that were in no read model, retry queue or dead letter, by projection. */
  lost: Record<string, SequenceRange[]>;
}

export const lostStreamKey = ({ stream, created, how }: LostStream): string =>
  `${stream}:${created}${how === 'shortened' || how === 'expired' ? `:${how}` : ''}`;

/** A stream that somebody destroyed. */
export type DestroyedStream = LostStream & { how: Destroyed };

export const isDestroyed = (lost: LostStream): lost is DestroyedStream => lost.how !== 'expired';
