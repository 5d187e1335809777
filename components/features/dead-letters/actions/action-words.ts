import type { DeadLetterSummary } from '../../../../contracts/dead-letters.ts';
import type { DeadLetterActionKind } from './targets.ts';

interface ActionWords {
  /** Verb and count: `Discard 12 dead letters`. */
  verb(noun: string): string;
  notTouched: string;
  done: string;
  reason: 'required' | 'optional' | 'none';
}

const READ_MODELS = 'The read models and the log do not change.';

/** What each action is called, what it does not change, and whether it needs a reason. */
export const actionWords: Record<DeadLetterActionKind, ActionWords> = {
  noted: {
    verb: (noun) => `Write a note on ${noun}`,
    notTouched: 'States do not change.',
    done: 'noted',
    reason: 'none',
  },
  assigned: {
    verb: (noun) => `Assign ${noun}`,
    notTouched: 'States do not change.',
    done: 'assigned',
    reason: 'none',
  },
  'ticket-linked': {
    verb: (noun) => `Link ${noun} to a ticket`,
    notTouched: 'States do not change, and nothing is written to the ticket.',
    done: 'linked',
    reason: 'none',
  },
  held: {
    verb: (noun) => `Hold ${noun}`,
    notTouched: `Nothing is sent. Replays of filters and groups skip dead letters on hold until their release. ${READ_MODELS}`,
    done: 'on hold',
    reason: 'optional',
  },
  released: {
    verb: (noun) => `Release ${noun}`,
    notTouched: `Dead letters become open again. Nothing is sent. ${READ_MODELS}`,
    done: 'released',
    reason: 'optional',
  },
  discarded: {
    verb: (noun) => `Discard ${noun}`,
    notTouched: `Discarded dead letters need no action and can be restored. ${READ_MODELS}`,
    done: 'discarded',
    reason: 'required',
  },
  restored: {
    verb: (noun) => `Restore ${noun}`,
    notTouched: `Dead letters return to their state before the discard. Nothing is sent. ${READ_MODELS}`,
    done: 'restored',
    reason: 'optional',
  },
};

/** Whether an action would change this dead letter: others are not offered. */
export function canDo(kind: DeadLetterActionKind | 'replay' | 'edit', { state }: DeadLetterSummary): boolean {
  switch (kind) {
    case 'held':
    case 'replay':
    case 'edit':
      return state === 'open';
    case 'released':
      return state === 'on-hold';
    case 'discarded':
      return state === 'open' || state === 'on-hold';
    case 'restored':
      return state === 'discarded';
    default:
      return true;
  }
}
