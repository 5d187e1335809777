import { FIRST_COMMANDS, FOUND_COMMANDS } from '../../limits.ts';
import { RANGES } from '../../ui/chart/time-range.ts';
import type { TracesView } from '../../ui/search-params/traces.ts';
import type { TraceSearch } from '../search-traces.ts';

/** The API query of a view. */
export function searchOf(view: TracesView): TraceSearch {
  const search: TraceSearch = { limit: FOUND_COMMANDS, sort: view.sort ?? 'newest' };
  if (view.q) search.sought = view.q;
  if (view.channel) search.aggregate = `channel/${view.channel}`;
  if (view.author) search.actor = view.author;
  if (view.type) search.type = view.type;
  if (view.state) search.state = [view.state];
  if (view.failed) search.failed = true;
  if (view.since) search.from = view.since;
  if (view.until) search.to = view.until;
  if (view.range && !view.since && !view.until) search.lastMs = RANGES[view.range];
  if (view.cursor) search.cursor = view.cursor;
  return search;
}

/** The lists that the page shows before a search. */
const LAST_HOUR = { lastMs: RANGES['1h'], limit: FIRST_COMMANDS };
export const FAILED_OF_LAST_HOUR: TraceSearch = { failed: true, ...LAST_HOUR };
export const SLOWEST_OF_LAST_HOUR: TraceSearch = { sort: 'slowest', ...LAST_HOUR };
