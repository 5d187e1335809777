import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { DEFAULT_RANGE, RANGES, type RangeName } from '../../components/overview/chart-ranges.ts';

const names = RANGES.map(({ name }) => name) as RangeName[];

/** What Overview shows, as its URL says it. */
const params = { range: parseAsStringLiteral(names).withDefault(DEFAULT_RANGE) };

export interface OverviewView {
  range: RangeName;
}

const load = createLoader(params);
const serialize = createSerializer(params);

export const readOverviewView = (
  search: URLSearchParams | Record<string, string | string[] | undefined>,
): OverviewView => load(search);

export const overviewHref = (view: OverviewView): string => serialize('/', view);
