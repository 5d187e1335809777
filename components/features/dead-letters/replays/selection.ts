import type { DeadLetterFilterSent } from '../../../../contracts/routes/operations/dead-letter-filter.ts';
import type { LastFailure } from '../../../api/models/still-at-work.ts';

/** The selection for a replay, as the operator sees it. */
export interface ReplaySelection {
  /** What the plan is made of: the plan selects the dead letters, not what a list showed. */
  request: { ids: string[] } | { group: string } | { filter: DeadLetterFilterSent };
  /** How many the list showed. */
  count: number;
  /** The selection in words: the group, the filters, or a count. */
  words: string;
  /** The address of a list that shows them; null if there is none. */
  href: string | null;
  /**
   * The last failures of the dead letters that were shown. They tell whether the worker that refused them is still
   * running.
   */
  failures: readonly LastFailure[];
}
