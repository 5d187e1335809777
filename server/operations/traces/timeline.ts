import { isKeptAside, type ProjectionStatus } from '../../../contracts/command-status.ts';
import type { RecordedApplied, RecordedFailed } from '../../../contracts/ports/ledger-index.ts';

/** One attempt on an event, as the ledger records it. Times in Unix ms, by the worker's clock. */
interface Attempt {
  number: number;
  fetchedAt: number;
  /** Null if it is not recorded: for a failed attempt. */
  beganAt: number | null;
  endedAt: number;
  storeWaitMs: number;
  failed: RecordedFailed | null;
  applied: RecordedApplied | null;
}

/** What operators did with its dead letter. Unix ms. */
export interface Rescue {
  sent: { at: number; replayId: string }[];
  edited: { at: number; byEventId: string } | null;
  /** The decision to leave it unapplied; absent without one, or after a restore. */
  discarded?: { at: number; actor: string; reason: string | null };
}

/** Everything that is known about one event in one projection. */
export interface ProjectionTimeline {
  /** Unix ms, by the gateway's clock. */
  acceptedAt: number | null;
  /** Unix ms, by the log's clock. */
  storedAt: number;
  now: number;
  /** In order of time, without attempts after the first application. */
  attempts: Attempt[];
  rescue: Rescue;
  /** What the read model says now; undefined if it could not be read. */
  status: ProjectionStatus | undefined;
  /** When its store could not be used; `until` is null while that lasts. */
  outages: readonly Outage[];
}

export interface Outage {
  from: number;
  until: number | null;
}

/** The attempts of the shown epoch: the first that applied the event, otherwise the first that tried. */
export function attemptsOf(
  applied: readonly RecordedApplied[],
  failed: readonly RecordedFailed[],
): { epochId: string | null; attempts: Attempt[]; later: RecordedApplied[] } {
  const epochId = applied[0]?.epochId ?? failed[0]?.epochId ?? null;
  const end = applied.find((each) => each.epochId === epochId);
  const attempts = failed
    .filter((each) => each.epochId === epochId && (!end || each.failedAt <= end.appliedAt))
    .map(
      (each): Attempt => ({
        number: each.attempt,
        fetchedAt: each.fetchedAt,
        beganAt: null,
        endedAt: each.failedAt,
        storeWaitMs: 0,
        failed: each,
        applied: null,
      }),
    );
  if (end) {
    attempts.push({
      number: end.again?.attempt ?? (attempts.at(-1)?.number ?? 0) + 1,
      fetchedAt: end.fetchedAt,
      beganAt: end.beganAt,
      endedAt: end.appliedAt,
      storeWaitMs: end.storeWaitMs,
      failed: null,
      applied: end,
    });
  }
  return { epochId, attempts, later: applied.filter((each) => each !== end) };
}

/** When the timeline ended, by records and proof; null while it continues. `at` is null if the time is unknown. */
export function endOf({ attempts, rescue, status }: ProjectionTimeline): { at: number | null } | null {
  if (status && isKeptAside(status)) return null;
  const applied = attempts.find((attempt) => attempt.applied);
  if (applied) return { at: applied.endedAt };
  if (status?.proven && (status.state === 'applied' || status.state === 'rejected'))
    return { at: status.at === null ? (rescue.edited?.at ?? null) : Date.parse(status.at) };
  const decided = rescue.edited ?? rescue.discarded;
  return decided ? { at: decided.at } : null;
}
