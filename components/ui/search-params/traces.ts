import { isUuid } from '../../../contracts/command-id.ts';
import { isCorrelationId } from '../../../contracts/correlation-id.ts';
import type { TraceSummary } from '../../../contracts/traces.ts';
import { addressesAt } from './list-addresses.ts';
import {
  id,
  moment,
  oneOf,
  opaque,
  page,
  readView,
  type Search,
  text,
  type ViewOf,
  writeView,
} from './params.ts';

/** How far back a search goes, and what it is called. */
const TRACE_RANGES = ['15m', '1h', '6h', '24h'] as const;
const TRACE_SORTS = ['newest', 'oldest', 'slowest'] as const;
/** The states that a list can be filtered by. The list of the schemas stays on the server. */
export const TRACE_STATES = [
  'accepted',
  'processing',
  'retrying',
  'dead_lettered',
  'applied',
  'rejected',
] as const satisfies readonly NonNullable<TraceSummary['state']>[];
const MAX_LENGTH = 256;

/** For an unknown state in an address: says that all states are shown, and why. Null if the state is known. */
export function unknownStateWords(asked: string | null): string | null {
  if (!asked || TRACE_STATES.some((state) => state === asked)) return null;
  return `There is no state “${asked.slice(0, MAX_LENGTH)}” to filter by: commands of every state are shown.`;
}

/** What the page of traces shows. */
const params = {
  /** An id, or how a correlation id begins. */
  q: text(MAX_LENGTH),
  channel: text(MAX_LENGTH),
  author: text(MAX_LENGTH),
  type: text(MAX_LENGTH),
  state: oneOf(TRACE_STATES, null),
  failed: oneOf(['true'], null),
  range: oneOf(TRACE_RANGES, null),
  /** They go before the range. */
  since: moment,
  until: moment,
  sort: oneOf(TRACE_SORTS, null),
  cursor: text(),
  page,
};

export type TracesView = ViewOf<typeof params>;

/** The parts of a view that narrow the search: not its order or its page. */
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

/** Whether the view has a search; otherwise the page lists what failed and what was slowest. */
export const isSearch = (view: TracesView): boolean => filtersOf(view).length > 0 || view.sort !== null;

export const traceAddresses = addressesAt('/traces', params, isCorrelationId);

/** What the page of one trace shows. */
const traceParams = {
  /** Only this command, which may be older than the ledger. */
  command: id(isUuid),
  /** The cursor of a further page of its commands. */
  cursor: opaque,
  /** The search it was opened from. */
  from: opaque,
};

export const readTraceView = (search: Search): ViewOf<typeof traceParams> => readView(traceParams, search);

/** The page of a correlation id, at one of its commands; a search for its commands if no path can carry the id. */
export function traceHref(
  correlationId: string,
  { at, ...view }: { at?: string } & Partial<ReturnType<typeof readTraceView>> = {},
): string {
  if (!isCorrelationId(correlationId)) return traceAddresses.listHref({ q: correlationId });
  const hash = at === undefined ? '' : `#${at}`;
  return `/traces/${encodeURIComponent(correlationId)}${writeView(traceParams, view)}${hash}`;
}
