import { hash } from 'node:crypto';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { ReportedStatus } from '../../../contracts/ports/lag-history.ts';

/** A consumer whose status counts now. */
export interface StatusNow {
  stream: string;
  consumer: string;
  projection: string | null;
  status: ConsumerStatus;
  /** Unix ms. */
  since: number;
  why: string;
}

/** Of a log that falls as a whole every consumer changes: the rest is told in the next rounds. */
const MAX_A_ROUND = 50;

/**
 * Which changes of status are to be told: those whose newest status on the time line is another one. Between two changes of
 * one consumer `quietMs` must pass, so that one that flaps tells where it got to, not every turn; that a new consumer is ok is no
 * news, and neither is one that was not watched for long enough (the caller leaves those out).
 */
export function planStatusChanges(
  allWatched: readonly StatusNow[],
  reported: readonly ReportedStatus[],
  now: number,
  quietMs: number,
): PipelineChange[] {
  const newest = new Map(reported.map((one) => [`${one.stream} ${one.consumer}`, one]));
  return allWatched
    .filter(({ stream, consumer, status }) => {
      const before = newest.get(`${stream} ${consumer}`);
      if (!before) return status !== 'ok';
      // What was told by a clock that has been set back since lies ahead.
      return before.status !== status && Math.abs(now - before.at) >= quietMs;
    })
    .slice(0, MAX_A_ROUND)
    .map(({ stream, consumer, projection, status, since, why }) => {
      const from = newest.get(`${stream} ${consumer}`)?.status ?? null;
      return {
        kind: 'consumer-status',
        // Two leaders at once tell the same change.
        id: hash('sha256', JSON.stringify([stream, consumer, from, status, since])).slice(0, 32),
        at: new Date(since).toISOString(),
        stream,
        consumer,
        projection,
        from,
        to: status,
        why,
      };
    });
}
