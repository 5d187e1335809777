import type { FoundGeneration } from '../../../adapters/jetstream/streams/list-generations.ts';
import { readEventStream } from '../../../adapters/jetstream/streams/stream-layout.ts';
import type { LostStream } from '../../../contracts/lost-stream.ts';
import type { SequenceRange } from '../../../contracts/ports/applied-ranges.ts';
import type { Account } from './account-for.ts';
import type { PartitionCount } from './count.ts';
import { IntervalSet } from './interval-set.ts';
import { nothing } from './partition-watch.ts';
import type { NamedEvent } from './prove-applied.ts';

/** The limit of ranges that the log keeps per stream. */
const MOST_RANGES = 200;

const NOTHING = {
  accepted: IntervalSet.EMPTY,
  erased: IntervalSet.EMPTY,
  applied: IntervalSet.EMPTY,
  retrying: IntervalSet.EMPTY,
  deadLettered: IntervalSet.EMPTY,
  discarded: IntervalSet.EMPTY,
  edited: IntervalSet.EMPTY,
  beforeStart: IntervalSet.EMPTY,
  expired: IntervalSet.EMPTY,
  pending: IntervalSet.EMPTY,
  ackPending: IntervalSet.EMPTY,
  lost: IntervalSet.EMPTY,
  unreconciled: IntervalSet.EMPTY,
  uncertain: IntervalSet.EMPTY,
  unaccounted: IntervalSet.EMPTY,
} satisfies Account;

/** The count of a lost partition, as if it held only these events. */
export function countOfLost(
  { stream, created, noticedAt }: LostStream,
  account: Partial<Account>,
  lost: NamedEvent[],
): PartitionCount {
  const state = { messages: 0, bytes: 0, first_seq: 1, last_seq: 0, first_ts: created, last_ts: noticedAt };
  return {
    ...readEventStream(stream)!,
    stream: { created, config: { name: stream, subjects: [] }, state },
    now: nothing,
    account: { ...NOTHING, ...account },
    settling: IntervalSet.EMPTY,
    lost,
    lostAt: Date.parse(noticedAt),
  };
}

/** The ranges without those that a restored backup brought back: they are in the log again, in the same stream. */
export function withoutRestored(
  { stream, created, how }: LostStream,
  ranges: readonly SequenceRange[] | undefined,
  generations: readonly FoundGeneration[],
): readonly SequenceRange[] | undefined {
  const { generation, partition } = readEventStream(stream)!;
  const info = generations.find(({ number }) => number === generation)?.streams.get(partition);
  if (!ranges || !info || info.created !== created || how === 'shortened') return ranges;
  return IntervalSet.of(ranges).subtract(IntervalSet.between(0, info.state.last_seq)).ranges;
}

/** The events that were in a final place already. */
export const settledOf = ({ account }: PartitionCount): IntervalSet =>
  account.accepted
    .subtract(account.pending)
    .subtract(account.ackPending)
    .subtract(account.retrying)
    .subtract(account.unreconciled)
    .subtract(account.lost);

/** The ranges to keep with the log: all, or the longest ones. */
export function longest(set: IntervalSet): SequenceRange[] {
  if (set.ranges.length <= MOST_RANGES) return [...set.ranges];
  const kept = set.ranges.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, MOST_RANGES);
  return kept.sort((a, b) => a[0] - b[0]);
}
