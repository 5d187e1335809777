import { RANGE_POLL } from '../limits.ts';
import { rangeMs, type TimeRange } from '../ui/chart/time-range.ts';

/** How often a range is read again; one that is over, never. */
export const pollOfRange = (range: TimeRange): number | false =>
  range.kind === 'between'
    ? false
    : (RANGE_POLL.find(({ untilRangeMs }) => rangeMs(range) <= untilRangeMs)?.everyMs ?? false);
