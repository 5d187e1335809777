import type { DeadLetterState } from '../../../contracts/operation.ts';
import type { ReplayLog } from './replay-log.ts';

/**
 * The state of a dead letter whose newest failure was stored at `failedAt` (Unix ms). Under way comes first; then what
 * an act made of it since it failed; then a replay that has yet to send it, or an edit whose outcome is open.
 */
export function entryState(
  replays: ReplayLog,
  entry: string,
  failedAt: number,
): { state: DeadLetterState; by: string | null } {
  const live = replays.liveJobs();
  for (const job of live) if (job.underWay.has(entry)) return { state: 'replaying', by: job.replayId };
  const acted = replays.entryActs.state(entry);
  if (acted && acted.at >= failedAt && acted.state !== 'open') return acted;
  for (const job of live) {
    if (job.state !== 'cancelled' && job.entrySet.has(entry) && !job.outcomes.has(entry))
      return { state: 'replaying', by: job.replayId };
  }
  const edit = replays.entryActs.pendingEdit(entry);
  if (edit) return { state: 'replaying', by: edit.event.id };
  return { state: 'open', by: null };
}
