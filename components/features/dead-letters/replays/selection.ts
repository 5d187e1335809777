import type { DeadLetterFilterSent } from '../../../../contracts/routes/operations/dead-letter-filter.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';

/** What is to be replayed, as the operator sees it. */
export interface ReplaySelection {
  /** What the plan is made of: the plan selects the dead letters, not what a list showed. */
  request: { ids: string[] } | { group: string } | { filter: DeadLetterFilterSent };
  /** How many the list showed. */
  count: number;
  /** In words: the group's error, the filters, or that they were ticked. */
  words: string;
  /** Where they are listed; null where no address holds them. */
  href: string | null;
  /** The last failures of those that were shown: they say whether the worker that refused them is still running. */
  failures: readonly LastFailure[];
}
