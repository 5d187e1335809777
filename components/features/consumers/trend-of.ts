import type { ConsumerTrends } from '../../../contracts/consumer-history.ts';
import { type ConsumerName, consumerId } from '../../ui/format/consumer-name.ts';

/** The summed lags of some consumers, minute by minute, without minutes in which none of them has a value. */
export function trendOf({ consumers }: ConsumerTrends, members: readonly ConsumerName[]): number[] {
  const wanted = new Set(members.map(consumerId));
  const own = consumers.filter((each) => wanted.has(consumerId(each)));
  const minutes = Math.max(0, ...own.map(({ lags }) => lags.length));
  return Array.from({ length: minutes }, (_, at) => own.flatMap(({ lags }) => lags[at] ?? []))
    .filter((lags) => lags.length > 0)
    .map((lags) => lags.reduce((sum, lag) => sum + lag, 0));
}
