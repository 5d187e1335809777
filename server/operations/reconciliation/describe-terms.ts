import type { ReconciledTerm } from '../../../contracts/reconciliation.ts';
import type { Term } from './sum-up.ts';

/** Each term's name in the API, and how it is counted, in a sentence. */
export const DESCRIBED: Record<Term, { term: ReconciledTerm['term']; how: string }> = {
  applied: {
    term: 'applied',
    how: 'Told by the ledger, batch by batch, or read in the read model where the ledger tells nothing; a sample is read at every count.',
  },
  deadLettered: {
    term: 'dead-lettered',
    how: 'In DEAD_LETTERS, and neither put right nor discarded.',
  },
  discarded: {
    term: 'dead-lettered-discarded',
    how: 'In DEAD_LETTERS, and discarded by an operator.',
  },
  edited: {
    term: 'dead-lettered-edited',
    how: 'In DEAD_LETTERS, with an edited event applied in its place.',
  },
  undelivered: {
    term: 'in-flight-undelivered',
    how: 'Above the newest sequence that the consumer was handed.',
  },
  ackPending: {
    term: 'in-flight-ack-pending',
    how: 'Handed to a worker and not acknowledged: as many as the consumer says, of those between its floor and the newest.',
  },
  retrying: {
    term: 'in-flight-retrying',
    how: 'In RETRIES for this consumer: to be tried again, or sent by a replay.',
  },
  expired: {
    term: 'expired-unprocessed',
    how: 'Dropped by the log for its age before it was acknowledged.',
  },
  beforeStart: {
    term: 'before-start',
    how: 'Below the sequence the consumer was made to begin with.',
  },
  erased: { term: 'erased', how: 'Deleted from the log, as the stream itself says.' },
  lost: {
    term: 'lost',
    how: 'Acknowledged, in none of the other places, and twice not found in the read model.',
  },
  open: {
    term: 'open',
    how: 'Acknowledged, and not found in any place yet: the ledger is a moment behind, or it is still being read for.',
  },
};
