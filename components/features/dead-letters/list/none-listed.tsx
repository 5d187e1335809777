import type { IndexCurrency } from '../../../../contracts/dead-letters.ts';
import { EmptyByFilter } from '../../../ui/filters/empty-by-filter.tsx';
import { Rebuilding } from '../../../ui/notices/rebuilding.tsx';
import { type DeadLettersView, filtersSet, withoutFilters } from '../../../ui/search-params/dead-letters.ts';
import { NoDeadLetters } from './no-dead-letters.tsx';

/** Why a list of dead letters is empty: the index is being rebuilt, no dead letter matches, or none is open. */
export function NoneListed({
  view,
  setView,
  ofGroup,
  index,
}: {
  view: DeadLettersView;
  setView(view: DeadLettersView): void;
  ofGroup: boolean;
  index: IndexCurrency;
}) {
  const filters = filtersSet(view);
  if (!index.caughtUp) return <Rebuilding index={index} />;
  return filters.length > 0 ? (
    <EmptyByFilter what="dead letter" filters={filters} clear={() => setView(withoutFilters(view))} />
  ) : (
    <NoDeadLetters ofGroup={ofGroup} index={index} />
  );
}
