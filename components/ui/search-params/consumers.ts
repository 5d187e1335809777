import { readConsumerId, readProjectionId } from '../format/consumer-name.ts';
import type { ListSort } from '../table/columns.ts';
import { addressesAt } from './list-addresses.ts';
import { flag, type Param, setOf } from './params.ts';

/** The columns that sort the list. */
const CONSUMER_SORTS = ['lag', 'age', 'out', 'drain'] as const;
const MOST_PROJECTIONS = 50;

/** `-lag`: by lag, the largest first. */
const sort: Param<ListSort | null> = {
  read(text) {
    const by = text.replace(/^-/, '');
    const isKnown = CONSUMER_SORTS.some((each) => each === by);
    return isKnown ? { by, descending: text.startsWith('-') } : null;
  },
  write: (sort) => (sort ? `${sort.descending ? '-' : ''}${sort.by}` : ''),
  otherwise: null,
};

/** What the list of consumers shows. */
const params = {
  /** The projections whose partitions are shown. */
  open: setOf(readProjectionId, MOST_PROJECTIONS),
  /** Whether those of Waybill's own indexes are shown. */
  internal: flag,
  sort,
};

/** An item is a consumer, or a projection with all its partitions. */
export const consumerAddresses = addressesAt(
  '/consumers',
  params,
  (id) => readConsumerId(id) !== null || readProjectionId(id) !== null,
);
