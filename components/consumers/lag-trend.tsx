'use client';

import { useQueries } from '@tanstack/react-query';
import { formatCount } from '../format/count.ts';
import { consumerTrend } from '../operations/consumer-history.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { Sparkline } from '../sparkline.tsx';
import type { ConsumerName } from './consumer-name.ts';

/** The lag of the last hour in a row, by the minute; of several consumers, their sum. */
export function LagTrend({ of, members }: { of: string; members: readonly ConsumerName[] }) {
  const histories = useQueries({ queries: members.map((each) => consumerTrend(readFromBrowser, each)) });
  if (histories.some(({ isPending }) => isPending)) return <span className="visually-hidden">Reading</span>;
  if (histories.some(({ data }) => data === undefined)) return <span className="text-ink-2">unknown</span>;
  const sums = new Map<string, number>();
  for (const { data } of histories) {
    for (const { at, lagMax } of data?.points ?? []) sums.set(at, (sums.get(at) ?? 0) + lagMax);
  }
  const values = [...sums].sort(([a], [b]) => a.localeCompare(b)).map(([, lag]) => lag);
  if (values.length < 2) return <span className="text-ink-2">unknown</span>;
  const most = formatCount(Math.max(...values));
  return (
    <Sparkline
      values={values}
      name={`Lag of ${of} in the last hour: at most ${most}, ${formatCount(values.at(-1) ?? 0)} now`}
    />
  );
}
