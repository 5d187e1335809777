import { rangeKey, readRange, type TimeRange } from '../chart/time-range.ts';
import { oneOf, type Param, readView, type Search, writeView } from './params.ts';

/** The view of a page's charts, as a part of its URL. */
export interface ChartsView {
  /** Null where none is chosen. */
  range: TimeRange | null;
  /** Whether counts have a logarithmic scale. */
  log: boolean;
}

const range: Param<TimeRange | null> = {
  read: readRange,
  write: (chosen) => (chosen === null ? '' : rangeKey(chosen)),
  otherwise: null,
};
const params = { range, scale: oneOf(['log'], null) };

export function readChartsView(search: Search): ChartsView {
  const { range, scale } = readView(params, search);
  return { range, log: scale === 'log' };
}

/** The query with another view of its charts, with its question mark or empty. */
export const withChartsView = (search: URLSearchParams, { range, log }: ChartsView): string =>
  writeView(params, { range, scale: log ? 'log' : null }, search);
