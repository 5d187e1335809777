import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type { DeadLetterAction, DeadLetterState } from '../../../contracts/operation.ts';

/** The states in which an action has an effect; actions not named here are possible in every state. */
const possibleIn: Partial<Record<DeadLetterAction['kind'], readonly DeadLetterState[]>> = {
  held: ['open'],
  released: ['on-hold'],
  discarded: ['open', 'on-hold'],
  restored: ['discarded'],
};

const inWords: Record<DeadLetterState, string> = {
  open: 'is open',
  replaying: 'is being replayed',
  resolved: 'is resolved',
  discarded: 'is discarded',
  'on-hold': 'is on hold',
};

/** Why an action would change nothing, as the predicate of a sentence; undefined if it has an effect. */
export function judgeDeadLetterAction(
  deadLetter: Pick<DeadLetterSummary, 'state' | 'assignee' | 'ticket'>,
  action: DeadLetterAction,
): string | undefined {
  if (action.kind === 'assigned' && action.assignee === deadLetter.assignee) {
    return action.assignee === null ? 'has no owner' : `is assigned to ${action.assignee}`;
  }
  if (action.kind === 'ticket-linked' && action.ticket === deadLetter.ticket) {
    return action.ticket === null ? 'has no ticket' : `is linked to ${action.ticket}`;
  }
  const states = possibleIn[action.kind];
  return states && !states.includes(deadLetter.state) ? inWords[deadLetter.state] : undefined;
}
