import type { ConsumerTrends } from '../../../contracts/consumer-history.ts';
import { type ConsumerName, consumerId } from '../../ui/format/consumer-name.ts';

/** The lags of some consumers added, minute by minute; those in which none of them was sampled are left out. */
export function trendOf({ consumers }: ConsumerTrends, members: readonly ConsumerName[]): number[] {
  const wanted = new Set(members.map(consumerId));
  const own = consumers.filter((each) => wanted.has(consumerId(each)));
  const minutes = Math.max(0, ...own.map(({ lags }) => lags.length));
  return Array.from({ length: minutes }, (_, at) => own.flatMap(({ lags }) => lags[at] ?? []))
    .filter((lags) => lags.length > 0)
    .map((lags) => lags.reduce((sum, lag) => sum + lag, 0));
}
