import type { ReconciledTerm } from '../../../contracts/reconciliation.ts';
import type { Term } from './sum-up.ts';

/** Each term's name in the API, and how it is counted, in a sentence. */
export const DESCRIBED: Record<Term, { term: ReconciledTerm['term']; how: string }> = {
  applied: {
    term: 'applied',
    how: 'Recorded by the ledger, batch by batch, or found in the read model if the ledger has a gap. Every count also reads a sample.',
  },
  deadLettered: {
    term: 'dead-lettered',
    how: 'In DEAD_LETTERS, neither resolved nor discarded.',
  },
  discarded: {
    term: 'dead-lettered-discarded',
    how: 'In DEAD_LETTERS, and discarded by an operator.',
  },
  edited: {
    term: 'dead-lettered-edited',
    how: 'In DEAD_LETTERS, with an edited event applied in its place.',
  },
  pending: {
    term: 'in-flight-pending',
    how: 'Above the newest sequence delivered to the consumer.',
  },
  ackPending: {
    term: 'in-flight-ack-pending',
    how: "Delivered and not acknowledged: the consumer's own number, between its ack floor and the newest delivered sequence.",
  },
  retrying: {
    term: 'in-flight-retrying',
    how: 'In RETRIES for this consumer: to be retried, or sent by a replay.',
  },
  expired: {
    term: 'expired-unprocessed',
    how: 'Dropped by the log for age before it was acknowledged.',
  },
  beforeStart: {
    term: 'before-start',
    how: 'Below the sequence at which the consumer was created to begin.',
  },
  erased: { term: 'erased', how: 'Deleted from the log, as the stream reports.' },
  lost: {
    term: 'lost',
    how: 'Acknowledged, in none of the other places, and not found in two readings of the read model.',
  },
  unreconciled: {
    term: 'unreconciled',
    how: 'Acknowledged, and not found in any place yet: the ledger is a moment behind, or the read model is still being checked.',
  },
};
