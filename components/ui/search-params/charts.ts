import { LAST_HOUR, rangeKey, readRange, type TimeRange } from '../chart/time-range.ts';
import { oneOf, type Param, readView, type Search, writeView } from './params.ts';

/** What the charts of a page show, beside what else its URL says. */
export interface ChartsView {
  range: TimeRange;
  /** Whether counts have a logarithmic scale. */
  log: boolean;
}

const range: Param<TimeRange> = { read: readRange, write: rangeKey, otherwise: LAST_HOUR };
const params = { range, scale: oneOf(['log'], null) };

export function readChartsView(search: Search): ChartsView {
  const { range, scale } = readView(params, search);
  return { range, log: scale === 'log' };
}

/** The query with another view of its charts, with its question mark or empty. */
export const withChartsView = (search: URLSearchParams, { range, log }: ChartsView): string =>
  writeView(params, { range, scale: log ? 'log' : null }, search);
