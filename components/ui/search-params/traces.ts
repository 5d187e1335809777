import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import type { TraceSummary } from '../../../contracts/traces.ts';
import type { TraceSearch } from '../../api/search-traces.ts';
import { FIRST_COMMANDS, FOUND_COMMANDS } from '../../limits.ts';
import { addressesAt, readFrom as readFromOf } from './list-addresses.ts';

/** How far back a search goes, and what it is called. */
export const RANGES = { '15m': 900_000, '1h': 3_600_000, '6h': 21_600_000, '24h': 86_400_000 } as const;
export const TRACE_SORTS = ['newest', 'oldest', 'slowest'] as const;
/** Those that a list can be narrowed to; the schemas' own list stays on the server. */
export const TRACE_STATES = [
  'accepted',
  'processing',
  'retrying',
  'dead_lettered',
  'applied',
  'rejected',
] as const satisfies readonly NonNullable<TraceSummary['state']>[];
const MAX_LENGTH = 256;

/** Of a state in an address that no list can be narrowed to: that all are shown, and why. Null where there is none. */
export function unknownStateWords(asked: string | null): string | null {
  if (!asked || TRACE_STATES.some((state) => state === asked)) return null;
  return `There is no state “${asked.slice(0, MAX_LENGTH)}” to filter by: commands of every state are shown.`;
}

const filterParams = {
  /** An id, or how a correlation id begins. */
  q: parseAsString.withDefault(''),
  channel: parseAsString.withDefault(''),
  author: parseAsString.withDefault(''),
  type: parseAsString.withDefault(''),
  state: parseAsStringLiteral(TRACE_STATES),
  failed: parseAsStringLiteral(['true'] as const),
  range: parseAsStringLiteral(Object.keys(RANGES) as (keyof typeof RANGES)[]),
  /** Moments, ISO 8601; they go before the range. */
  since: parseAsString.withDefault(''),
  until: parseAsString.withDefault(''),
  sort: parseAsStringLiteral(TRACE_SORTS),
  cursor: parseAsString.withDefault(''),
  page: parseAsInteger.withDefault(1),
};

const load = createLoader(filterParams);
const serialize = createSerializer(filterParams);

export type TracesView = inferParserType<typeof filterParams>;
export const EVERYTHING: TracesView = load(new URLSearchParams());

/** A moment of a URL; empty where it is none. */
const moment = (text: string): string => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
};

export function readTracesView(
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): TracesView {
  const view = load(search);
  const cut = (text: string) => text.trim().slice(0, MAX_LENGTH);
  return {
    ...view,
    q: cut(view.q),
    channel: cut(view.channel),
    author: cut(view.author),
    type: cut(view.type),
    since: moment(view.since),
    until: moment(view.until),
  };
}

/** What of a view narrows the search: its order and its page don't. */
export function filtersOf(view: TracesView): { name: string; value: string }[] {
  const filters: { name: string; value: string | null }[] = [
    { name: 'Id', value: view.q },
    { name: 'Channel', value: view.channel },
    { name: 'Author', value: view.author },
    { name: 'Event type', value: view.type },
    { name: 'State', value: view.state },
    { name: 'Attempts', value: view.failed && 'one failed' },
    { name: 'Stored', value: view.since || view.until ? null : view.range && `last ${view.range}` },
    { name: 'Stored at or after', value: view.since },
    { name: 'Stored before', value: view.until },
  ];
  return filters.filter((filter): filter is { name: string; value: string } => Boolean(filter.value));
}

/** Whether anything was asked for: else the page opens with what failed and what was slowest. */
export const isSearch = (view: TracesView): boolean => filtersOf(view).length > 0 || view.sort !== null;

/** What the API is asked for by a view. */
export function searchOf(view: TracesView): TraceSearch {
  const search: TraceSearch = { limit: FOUND_COMMANDS, sort: view.sort ?? 'newest' };
  if (view.q) search.sought = view.q;
  if (view.channel) search.aggregate = `channel/${view.channel}`;
  if (view.author) search.actor = view.author;
  if (view.type) search.type = view.type;
  if (view.state) search.state = view.state;
  if (view.failed) search.failed = view.failed;
  if (view.since) search.from = view.since;
  if (view.until) search.to = view.until;
  if (view.range && !view.since && !view.until) search.lastMs = RANGES[view.range];
  if (view.cursor) search.cursor = view.cursor;
  return search;
}

/** What the page opens with. */
export const FAILED_OF_LAST_HOUR: TraceSearch = {
  failed: 'true',
  lastMs: RANGES['1h'],
  limit: FIRST_COMMANDS,
};
export const SLOWEST_OF_LAST_HOUR: TraceSearch = {
  sort: 'slowest',
  lastMs: RANGES['1h'],
  limit: FIRST_COMMANDS,
};

const CORRELATION_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/;
export const isCorrelationId = (text: string): boolean => CORRELATION_ID.test(text);

export const traceAddresses = addressesAt<TracesView>('/traces', {
  read: readTracesView,
  write: (view) => serialize(view),
  isId: isCorrelationId,
});

/** The search a trace was opened from; the plain page when the parameter says nothing of ours. */
export const readFrom = (from: string | string[] | null | undefined): string =>
  readFromOf(traceAddresses, from);

/** The page of a correlation, at one of its commands. With `only`, that one: the ledger may not reach back to it. */
export function traceHref(
  correlationId: string,
  { at, only, from }: { at?: string; only?: string; from?: string } = {},
): string {
  const query = new URLSearchParams();
  if (only !== undefined) query.set('command', only);
  if (from !== undefined) query.set('from', from);
  const search = query.size > 0 ? `?${query}` : '';
  return `/traces/${encodeURIComponent(correlationId)}${search}${at === undefined ? '' : `#${at}`}`;
}
