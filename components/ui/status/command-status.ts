import type { CommandState } from '../../../contracts/command-status.ts';
import { type Status, status } from './family.ts';

/** What a command can come to: its states, a corrected one in its place, and the ways not to be found. */
export type Outcome =
  | CommandState
  | 'replaced'
  | 'not_in_log'
  | 'past_retention'
  | 'before_log'
  | 'lost_by_log'
  | 'never_accepted'
  | 'unknown';

export const commandStatus: Record<Outcome, Status> = {
  accepted: status('active', 'accepted'),
  processing: status('active', 'processing'),
  retrying: status('warn', 'retrying'),
  applied: status('ok', 'applied'),
  rejected: status('none', 'rejected', 'slashed'),
  dead_lettered: status('bad', 'dead-lettered'),
  replayed: status('active', 'replayed'),
  // It was not applied itself, and there is nothing left to fix.
  replaced: status('none', 'replaced', 'check'),
  not_in_log: status('none', 'not in the log'),
  past_retention: status('none', 'past retention'),
  before_log: status('none', 'before this log'),
  lost_by_log: status('bad', 'lost by the log'),
  never_accepted: status('none', 'never accepted'),
  unknown: status('none', 'unknown'),
};

/** States that time alone will change. */
export const isInFlight = (outcome: Outcome): boolean =>
  outcome === 'accepted' || outcome === 'processing' || outcome === 'retrying' || outcome === 'replayed';

/** A command's state, in the light of whether another took its place; null where that is unknown. */
export const outcomeOf = ({
  state,
  replacedBy,
}: {
  state: CommandState | null;
  replacedBy: string | null;
}): Outcome => (state === 'dead_lettered' && replacedBy !== null ? 'replaced' : (state ?? 'unknown'));
