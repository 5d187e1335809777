import { type NatsTrouble, natsTroubleIn } from '../../contracts/words/nats-trouble.ts';
import type { Liveness } from './live/liveness.tsx';
import { isAbsent, OperationsFailure } from './read-answer.ts';

/** The part that did not answer, in a few words. */
export function missingPart(error: unknown): string {
  if (!(error instanceof OperationsFailure)) return 'console unreachable';
  if (error.status === 503) return missingLog(error.message);
  if (error.status === 502 || error.status === 504) return 'operations service unreachable';
  return `answered ${error.status}`;
}

/** Why there is no log, in a few words, from a sentence of the operations service. */
export const missingLog = (sentence: string): string => logWords[natsTroubleIn(sentence)];

const logWords: Record<NatsTrouble, string> = {
  refused: 'NATS refuses the credentials',
  unusable: 'NATS credentials unusable',
  tls: 'no TLS with NATS',
  unreachable: 'NATS unreachable',
};

interface Read {
  /** For an index of the log, also whether it keeps up with the log. */
  data: { readAt: string; caughtUp?: boolean; behind?: number } | undefined;
  error: Error | null;
  errorUpdatedAt: number;
}

/**
 * How current a read is: polled, or updated by the stream if `live` says so; `everyMs` is false if the data is not
 * read again. Null without data to read.
 */
export function livenessOf(
  { data, error, errorUpdatedAt }: Read,
  everyMs: number | false,
  live = false,
): Liveness | null {
  if (!data && isAbsent(error)) return null;
  if (error !== null) {
    const now = new Date(errorUpdatedAt || Date.now()).toISOString();
    return { kind: 'stale', since: data?.readAt ?? null, now, why: missingPart(error) };
  }
  if (!data) return { kind: 'waiting' };
  // With events left to read, the index is catching up, for example under load. Without any, it doesn't know what it
  // misses.
  if (data.caughtUp === false && data.behind === 0)
    return { kind: 'stale', since: null, now: data.readAt, why: 'the index can’t follow the log now' };
  if (live) return { kind: 'live', readAt: data.readAt };
  return everyMs === false ? { kind: 'final', readAt: data.readAt } : { kind: 'polling', everyMs };
}
