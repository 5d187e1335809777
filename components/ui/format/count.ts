import { formatCount } from '../../../contracts/words/count.ts';

/** A count, or `unknown`: never a 0 that was not counted. */
export const formatKnown = (count: number | null): string =>
  count === null ? 'unknown' : formatCount(count);
