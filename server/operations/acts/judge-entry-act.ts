import type { DeadLetterSummary } from '../../../contracts/dead-letters.ts';
import type { DeadLetterState, EntryAct } from '../../../contracts/operation.ts';

/** From which states an act leads anywhere; those not named here are possible in every state. */
const possibleIn: Partial<Record<EntryAct['kind'], readonly DeadLetterState[]>> = {
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

/** Why an act would change nothing, in words that follow "It"; undefined where it would. */
export function judgeEntryAct(
  entry: Pick<DeadLetterSummary, 'state' | 'assignee' | 'ticket'>,
  act: EntryAct,
): string | undefined {
  if (act.kind === 'assigned' && act.assignee === entry.assignee) {
    return act.assignee === null ? 'is assigned to nobody' : `is assigned to ${act.assignee}`;
  }
  if (act.kind === 'ticket-linked' && act.ticket === entry.ticket) {
    return act.ticket === null ? 'is linked to no ticket' : `is linked to ${act.ticket}`;
  }
  const states = possibleIn[act.kind];
  return states && !states.includes(entry.state) ? inWords[entry.state] : undefined;
}
