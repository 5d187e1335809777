import { createParser, type inferParserType, parseAsBoolean } from 'nuqs/server';
import { readConsumerId, readProjectionId } from '../format/consumer-name.ts';
import type { ListSort } from '../table/columns.ts';
import { addressesAt } from './list-addresses.ts';
import { setOf } from './parsers.ts';

/** By what the list can be sorted. */
export const CONSUMER_SORTS = ['lag', 'age', 'out', 'drain'] as const;
const MOST_PROJECTIONS = 50;

/** `-lag`: by lag, the largest first. */
const sort = createParser({
  parse(text): ListSort | null {
    const by = text.replace(/^-/, '');
    const isKnown = CONSUMER_SORTS.some((each) => each === by);
    return isKnown ? { by, descending: text.startsWith('-') } : null;
  },
  serialize: ({ by, descending }: ListSort) => `${descending ? '-' : ''}${by}`,
});

/** What the list of consumers shows. */
const params = {
  /** The projections whose partitions are shown. */
  open: setOf(readProjectionId, MOST_PROJECTIONS),
  /** Whether those of Waybill's own indexes are shown. */
  internal: parseAsBoolean.withDefault(false),
  sort,
};

export type ConsumersView = inferParserType<typeof params>;

/** An item is a consumer, or a projection with all its partitions. */
export const consumerAddresses = addressesAt(
  '/consumers',
  params,
  (id) => readConsumerId(id) !== null || readProjectionId(id) !== null,
);
