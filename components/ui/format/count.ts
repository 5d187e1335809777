import { formatCount } from '../../../contracts/words/count.ts';

/** A count that may be unknown: never a 0 that nobody counted. */
export const formatKnown = (count: number | null): string =>
  count === null ? 'unknown' : formatCount(count);
