import { createLoader, createParser, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { LAST_HOUR, rangeKey, readRange, type TimeRange } from '../chart/time-range.ts';
import type { Search } from './list-addresses.ts';

/** What the charts of a page show, beside what else its URL says. */
export interface ChartsView {
  range: TimeRange;
  /** Whether counts have a logarithmic scale. */
  log: boolean;
}

const params = {
  range: createParser({
    parse: readRange,
    serialize: rangeKey,
    eq: (a, b) => rangeKey(a) === rangeKey(b),
  }).withDefault(LAST_HOUR),
  scale: parseAsStringLiteral(['log'] as const),
};
const load = createLoader(params);
const serialize = createSerializer(params);

export function readChartsView(search: Search): ChartsView {
  const { range, scale } = load(search);
  return { range, log: scale === 'log' };
}

/** The address with another view of its charts. */
export const withChartsView = (href: string, { range, log }: ChartsView): string =>
  serialize(href, { range, scale: log ? 'log' : null });
