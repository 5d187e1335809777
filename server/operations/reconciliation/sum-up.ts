import type { Account } from './account-for.ts';
import type { IntervalSet } from './interval-set.ts';

/** The terms of an account: every accepted event is in exactly one. */
export const TERMS = [
  'applied',
  'deadLettered',
  'discarded',
  'edited',
  'retrying',
  'pending',
  'ackPending',
  'expired',
  'beforeStart',
  'erased',
  'lost',
  'unreconciled',
] as const satisfies readonly (keyof Account)[];

export type Term = (typeof TERMS)[number];
export type Sums = Record<Term | 'accepted', number>;

/** How many events each term has, in all accounts; `accepted` by the log's own count, not as a sum. */
export function sumUp(accounts: readonly (Record<Term, IntervalSet> & { accepted: IntervalSet })[]): Sums {
  const sums = { accepted: 0 } as Sums;
  for (const term of TERMS) sums[term] = accounts.reduce((sum, account) => sum + account[term].count, 0);
  sums.accepted = accounts.reduce((sum, { accepted }) => sum + accepted.count, 0);
  return sums;
}
