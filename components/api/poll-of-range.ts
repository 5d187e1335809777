import { RANGE_POLL } from '../limits.ts';
import { rangeMs, type TimeRange } from '../ui/chart/time-range.ts';

/** How often a range is read again; never once it has ended. */
export const pollOfRange = (range: TimeRange): number | false =>
  range.kind === 'between'
    ? false
    : (RANGE_POLL.find(({ untilRangeMs }) => rangeMs(range) <= untilRangeMs)?.everyMs ?? false);
