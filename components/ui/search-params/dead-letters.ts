import { createLoader, createSerializer, parseAsString, parseAsStringLiteral } from 'nuqs/server';
import type { FilterQuery } from '../../../contracts/dead-letter-queries.ts';
import { addressesAt } from './list-addresses.ts';

/** What the API filters by besides the state, each as text, with its name for people. */
export const FILTER_NAMES = {
  q: 'Words',
  consumer: 'Consumer',
  type: 'Event type',
  class: 'Class',
  code: 'Code',
  aggregate: 'Channel',
  actor: 'Caller',
  correlationId: 'Correlation',
  eventId: 'Command',
  assignee: 'Assigned to',
  ticket: 'Ticket',
  from: 'From',
  to: 'Until',
} as const;
type FilterName = keyof typeof FILTER_NAMES;

export const STATES_SHOWN = ['open', 'on-hold', 'replaying', 'resolved', 'discarded', 'any'] as const;

const texts = Object.fromEntries(
  Object.keys(FILTER_NAMES).map((name) => [name, parseAsString.withDefault('')]),
) as Record<FilterName, ReturnType<typeof parseAsString.withDefault>>;

/** What the pages of dead letters show, as their URLs say it. */
const params = {
  show: parseAsStringLiteral(['groups', 'list']).withDefault('groups'),
  by: parseAsStringLiteral(['fingerprint', 'type', 'consumer']).withDefault('fingerprint'),
  state: parseAsStringLiteral(STATES_SHOWN).withDefault('open'),
  ...texts,
  sort: parseAsStringLiteral(['newest', 'oldest']).withDefault('newest'),
  order: parseAsStringLiteral(['growing', 'count', 'last']).withDefault('growing'),
  cursor: parseAsString,
  /** All that match are selected, not those that are ticked. */
  all: parseAsStringLiteral(['1']),
};

const load = createLoader(params);
const serialize = createSerializer(params);

export type DeadLettersView = ReturnType<typeof readDeadLettersView>;

export const readDeadLettersView = (
  search: URLSearchParams | Record<string, string | string[] | undefined>,
) => load(search);

/** The view as the API's filter; of a group, its fingerprint too. */
export function filterOf(view: DeadLettersView, group?: string): FilterQuery {
  const filter: FilterQuery = group === undefined ? {} : { group };
  if (view.state !== 'any') filter.state = view.state;
  for (const name of Object.keys(FILTER_NAMES) as FilterName[]) {
    if (view[name] !== '') filter[name] = view[name];
  }
  return filter;
}

/** The filters that are set, for people. The state counts when it isn't the one shown by itself. */
export function filtersSet(view: DeadLettersView): { name: string; value: string }[] {
  const set = (Object.keys(FILTER_NAMES) as FilterName[])
    .filter((name) => view[name] !== '')
    .map((name) => ({ name: FILTER_NAMES[name] as string, value: view[name] }));
  return view.state === 'open' ? set : [{ name: 'State', value: view.state }, ...set];
}

/** The same place with no filter. */
export const withoutFilters = (view: DeadLettersView): DeadLettersView => ({
  ...readDeadLettersView({}),
  show: view.show,
  by: view.by,
  order: view.order,
  sort: view.sort,
});

const isDeadLetterId = (id: string): boolean => /^[A-Za-z0-9_-]{1,64}\.\d{1,3}-\d{1,4}-\d{1,14}$/.test(id);

const view = {
  read: readDeadLettersView,
  write: (shown: DeadLettersView) => serialize(shown),
  isId: isDeadLetterId,
};

/** `/dead-letters`, whose items are at `/dead-letters/{id}`. */
export const deadLetterAddresses = addressesAt<DeadLettersView>('/dead-letters', view);

/** A group's page holds a list of the same items. */
export const groupAddresses = (fingerprint: string) =>
  addressesAt<DeadLettersView>(`/dead-letters/groups/${fingerprint}`, { ...view, items: '/dead-letters' });

/** The way back from an entry: the list or the group it was opened from. */
export function readDeadLetterFrom(from: string | string[] | null | undefined): string {
  const text = typeof from === 'string' ? from : '';
  const group = /^\/dead-letters\/groups\/([0-9a-f]{16})(\?|$)/.exec(text)?.[1];
  const addresses = group === undefined ? deadLetterAddresses : groupAddresses(group);
  if (!addresses.isList(text)) return '/dead-letters';
  return addresses.listHref(addresses.readView(new URLSearchParams(text.split('?')[1] ?? '')));
}
