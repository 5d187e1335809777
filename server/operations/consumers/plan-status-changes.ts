import { hash } from 'node:crypto';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import type { PipelineChange } from '../../../contracts/pipeline-change.ts';
import type { ReportedStatus } from '../../../contracts/ports/lag-history.ts';

/** A consumer whose confirmed status is reported. */
interface StatusNow {
  stream: string;
  consumer: string;
  projection: string | null;
  status: ConsumerStatus;
  /** Unix ms. */
  since: number;
  why: string;
}

/** When the whole log fails, every consumer changes: the rest is reported in the next rounds. */
const MAX_A_ROUND = 50;

/**
 * Which status changes to report: those that differ from the newest status on the timeline. Between two reports about a
 * consumer `quietMs` must pass, so that one that flaps is reported once, with its latest status. A new consumer that is ok is
 * no news; the caller leaves out consumers that were not watched for long enough.
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
      // A report made by a clock that was set back since is in the future.
      return before.status !== status && Math.abs(now - before.at) >= quietMs;
    })
    .slice(0, MAX_A_ROUND)
    .map(({ stream, consumer, projection, status, since, why }) => {
      const from = newest.get(`${stream} ${consumer}`)?.status ?? null;
      return {
        kind: 'consumer-status',
        // Two leaders report the same change under the same id.
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
