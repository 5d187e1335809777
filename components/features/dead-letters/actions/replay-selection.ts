import { deadLetterAddresses, FILTER_NAMES, groupAddresses } from '../../../ui/search-params/dead-letters.ts';
import type { ReplaySelection } from '../replays/selection.ts';
import { countOfTarget, failuresOf, nounOf, type Target } from './targets.ts';

/** What a replay's plan is asked for by: the group itself where all of one group is meant. */
export function replaySelection(target: Target): ReplaySelection {
  const count = countOfTarget(target);
  const failures = failuresOf(target);
  if (target.of === 'one')
    return {
      asked: { ids: [target.deadLetter.id] },
      count,
      words: target.deadLetter.id,
      href: null,
      failures,
    };
  if (target.of === 'ticked')
    return {
      asked: { ids: target.deadLetters.map(({ id }) => id) },
      count,
      words: nounOf(target),
      href: null,
      failures,
    };
  const { group, ...filter } = target.filter;
  const { state: _state, ...narrower } = filter;
  const view = { ...deadLetterAddresses.readView(filter), show: 'list' as const };
  if (group !== undefined && Object.keys(narrower).length === 0)
    return {
      asked: { group },
      count,
      words: `Group ${group}`,
      href: groupAddresses(group).listHref(view),
      failures,
    };
  const words = Object.entries(narrower).map(([name, value]) => `${nameOf(name)} ${value}`);
  const addresses = group === undefined ? deadLetterAddresses : groupAddresses(group);
  return {
    asked: { filter: target.filter },
    count,
    words: words.length > 0 ? words.join(', ') : target.what,
    href: addresses.listHref(view),
    failures,
  };
}

const nameOf = (filter: string): string =>
  (FILTER_NAMES as Record<string, string>)[filter]?.toLowerCase() ?? filter;
