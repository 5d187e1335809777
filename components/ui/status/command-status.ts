import type { CommandState } from '../../../contracts/command-status.ts';
import { type Status, status } from './family.ts';

/** The outcomes of a command: its states, replaced by a corrected one, and the reasons why it is not found. */
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
  // The command was not applied itself, but nothing is left to fix.
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

/** A command's status, considering whether a corrected command replaced it; null if the state is unknown. */
export const outcomeOf = ({
  state,
  replacedBy,
}: {
  state: CommandState | null;
  replacedBy: string | null;
}): Outcome => (state === 'dead_lettered' && replacedBy !== null ? 'replaced' : (state ?? 'unknown'));
