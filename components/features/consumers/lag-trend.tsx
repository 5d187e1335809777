'use client';

import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../../contracts/words/count.ts';
import { consumerTrends } from '../../api/consumer-history.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { Sparkline } from '../../ui/chart/sparkline.tsx';
import type { ConsumerName } from '../../ui/format/consumer-name.ts';
import { trendOf } from './trend-of.ts';

/** The lag of the last hour in a row, by the minute; of several consumers, their sum. All rows share one request. */
export function LagTrend({ of, members }: { of: string; members: readonly ConsumerName[] }) {
  const { data, isPending } = useQuery(consumerTrends(readFromBrowser));
  if (isPending) return <span className="visually-hidden">Reading</span>;
  const values = data === undefined ? [] : trendOf(data, members);
  if (values.length < 2) return <span className="text-ink-2">unknown</span>;
  const most = formatCount(Math.max(...values));
  return (
    <Sparkline
      values={values}
      name={`Lag of ${of} in the last hour: at most ${most}, ${formatCount(values.at(-1) ?? 0)} now`}
    />
  );
}
