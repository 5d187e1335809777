import type { DeadLetterStep } from '../../contracts/dead-letter-steps.ts';
import type { ReplayOutcome } from '../../contracts/operation.ts';

/**
 * What operators decided about one event for one projection: whether the projection applies the event from the log. Only actions
 * change a decision; failures don't.
 */
export interface Decisions {
  readonly held: boolean;
  readonly discarded: boolean;
  /** `begun`: an edited event is being sent to the log. `done`: it was proven applied in this event's place. */
  readonly replaced: 'no' | 'begun' | 'done';
}

export const UNDECIDED: Decisions = { held: false, discarded: false, replaced: 'no' };

/** The actions that resolve a dead letter: the read model holds the event, or a newer version. */
const RESOLVING: readonly ReplayOutcome['outcome'][] = ['applied', 'superseded', 'rejected'];

/** Whether an action proves that the read model holds the event itself. */
export const resolves = (action: DeadLetterStep['action']): boolean =>
  action.kind === 'proven' || (action.kind === 'outcome' && RESOLVING.includes(action.outcome.outcome));

/** The decisions after one more action on the dead letter. */
export function decide(before: Decisions, action: DeadLetterStep['action']): Decisions {
  switch (action.kind) {
    case 'held':
      return { ...before, held: true };
    case 'released':
      return { ...before, held: false };
    case 'discarded':
      return { ...before, discarded: true };
    case 'restored':
      return { ...before, discarded: false };
    // A proven edit stays, even if another edit begins or fails.
    case 'edit-begun':
      return before.replaced === 'done' ? before : { ...before, replaced: 'begun' };
    case 'edit-failed':
      return before.replaced === 'done' ? before : { ...before, replaced: 'no' };
    case 'edited':
      return { held: false, discarded: false, replaced: 'done' };
    default:
      return resolves(action) ? { ...UNDECIDED, replaced: before.replaced } : before;
  }
}

/** Why a projection skips an event of the log; undefined if it applies the event. */
export type SkipReason = 'discarded' | 'on-hold' | 'edited';

export function skipReasonOf({ held, discarded, replaced }: Decisions): SkipReason | undefined {
  if (replaced !== 'no') return 'edited';
  if (discarded) return 'discarded';
  return held ? 'on-hold' : undefined;
}
