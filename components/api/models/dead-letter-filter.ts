import type { DeadLetterFilterSent } from '../../../contracts/routes/operations/dead-letter-filter.ts';
import { type DeadLettersView, FILTER_NAMES } from '../../ui/search-params/dead-letters.ts';

/** The view as the API's filter; of a group, its fingerprint too. */
export function filterOf(view: DeadLettersView, group?: string): DeadLetterFilterSent {
  const filter: DeadLetterFilterSent = group === undefined ? {} : { group };
  if (view.state !== 'any') filter.state = [view.state];
  for (const name of Object.keys(FILTER_NAMES) as (keyof typeof FILTER_NAMES)[]) {
    if (view[name] !== '') filter[name] = view[name];
  }
  return filter;
}
