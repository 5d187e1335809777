import { deadLetterAddresses, FILTER_NAMES, groupAddresses } from '../../../ui/search-params/dead-letters.ts';
import type { ReplaySelection } from '../replays/selection.ts';
import { countOfTarget, failuresOf, nounOf, type Target } from './targets.ts';

/** The selection that a replay plan is requested for: the group itself where the target is a whole group. */
export function replaySelection(target: Target): ReplaySelection {
  const count = countOfTarget(target);
  const failures = failuresOf(target);
  if (target.of === 'one')
    return {
      request: { ids: [target.deadLetter.id] },
      count,
      words: target.deadLetter.id,
      href: null,
      failures,
    };
  if (target.of === 'ticked')
    return {
      request: { ids: target.deadLetters.map(({ id }) => id) },
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
      request: { group },
      count,
      words: `Group ${group}`,
      href: groupAddresses(group).listHref(view),
      failures,
    };
  const words = Object.entries(narrower).map(([name, value]) => `${nameOf(name)} ${value}`);
  const addresses = group === undefined ? deadLetterAddresses : groupAddresses(group);
  return {
    request: { filter: target.filter },
    count,
    words: words.length > 0 ? words.join(', ') : target.what,
    href: addresses.listHref(view),
    failures,
  };
}

const nameOf = (filter: string): string =>
  (FILTER_NAMES as Record<string, string>)[filter]?.toLowerCase() ?? filter;
