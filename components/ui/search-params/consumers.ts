import { createLoader, createSerializer, parseAsArrayOf, parseAsBoolean, parseAsString } from 'nuqs/server';
import { SORTED_BY } from '../../features/consumers/consumer-rows.ts';
import { readConsumerId, readProjectionId } from '../format/consumer-name.ts';
import type { ListSort } from '../table/columns.ts';
import { addressesAt, readFrom as readFromOf } from './list-addresses.ts';

const listParams = {
  /** The projections whose partitions are shown. */
  open: parseAsArrayOf(parseAsString),
  internal: parseAsBoolean,
  sort: parseAsString,
};

/** What the list of consumers shows, as its URL says it. */
export interface ConsumersView {
  open: string[];
  /** Whether those of Waybill's own indexes are shown. */
  internal: boolean;
  sort: ListSort | null;
}

const load = createLoader(listParams);
const serialize = createSerializer(listParams);

/** `-lag`: by lag, the largest first. */
function readSort(text: string | null): ListSort | null {
  const by = text?.replace(/^-/, '') ?? '';
  return SORTED_BY.includes(by) ? { by, descending: text?.startsWith('-') === true } : null;
}

export function readConsumersView(
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): ConsumersView {
  const { open, internal, sort } = load(search);
  return { open: [...new Set(open ?? [])], internal: internal === true, sort: readSort(sort) };
}

export const consumerAddresses = addressesAt<ConsumersView>('/consumers', {
  read: readConsumersView,
  write: ({ open, internal, sort }) =>
    serialize({
      open: open.length > 0 ? open : null,
      internal: internal || null,
      sort: sort && `${sort.descending ? '-' : ''}${sort.by}`,
    }),
  // A consumer, or a projection with all its partitions.
  isId: (id) => readConsumerId(id) !== null || readProjectionId(id) !== null,
});

/** The list a consumer was opened from; the plain list when the parameter says nothing of ours. */
export const readFrom = (from: string | string[] | null | undefined): string =>
  readFromOf(consumerAddresses, from);
