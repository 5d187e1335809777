import { createLoader, createSerializer, parseAsStringLiteral } from 'nuqs/server';
import { isReplayId } from '../../api/replays.ts';
import { addressesAt, readFrom as readFromOf } from './list-addresses.ts';

/** What the list of replays shows, as its URL says it. */
const params = { ended: parseAsStringLiteral(['7d', 'all']).withDefault('7d') };

const load = createLoader(params);
const serialize = createSerializer(params);

export type ReplaysView = ReturnType<typeof readReplaysView>;

export const readReplaysView = (search: URLSearchParams | Record<string, string | string[] | undefined>) =>
  load(search);

export const replayAddresses = addressesAt<ReplaysView>('/replays', {
  read: readReplaysView,
  write: (view) => serialize(view),
  isId: isReplayId,
});

/** The list a replay was opened from; the plain list when the parameter says nothing of ours. */
export const readFrom = (from: string | string[] | null | undefined): string =>
  readFromOf(replayAddresses, from);
