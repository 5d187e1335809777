import { queryOptions } from '@tanstack/react-query';
import type { Replay, ReplaySummary } from '../../contracts/replay.ts';
import { LIST_POLL_MS, REPLAY_POLL_MS } from '../limits.ts';
import type { CallOperations } from './client.ts';

/** Every query of replays begins with this key, so that an action can have all of them read again. */
export const REPLAYS_KEY = ['replays'] as const;

export interface ReplayList {
  replays: ReplaySummary[];
  /** The number of all replays; only the newest are listed. */
  total: number;
  readAt: string;
}

export type ReadReplay = Replay & { readAt: string };

/** The answer has no time of its own, so the time of its arrival counts. */
const readNow = <Answer extends object>(answer: Answer): Answer & { readAt: string } => ({
  ...answer,
  readAt: new Date().toISOString(),
});

export const replayList = (call: CallOperations) =>
  queryOptions({
    queryKey: [...REPLAYS_KEY, 'list'],
    queryFn: async ({ signal }): Promise<ReplayList> =>
      readNow(await call('GET /ops/v1/replays', {}, signal)),
    refetchInterval: LIST_POLL_MS,
  });

export const replayOf = (call: CallOperations, replayId: string) =>
  queryOptions({
    queryKey: [...REPLAYS_KEY, 'one', replayId],
    queryFn: async ({ signal }): Promise<ReadReplay> =>
      readNow(await call('GET /ops/v1/replays/:replayId', { params: { replayId } }, signal)),
    refetchInterval: ({ state }) => replayPollMs(state.data),
  });

/** How often to ask for a replay again, in milliseconds; false once nothing about it will change. */
export function replayPollMs(
  replay: Pick<ReplaySummary, 'state' | 'finishedAt'> | undefined,
): number | false {
  if (!replay) return LIST_POLL_MS;
  if (replay.finishedAt !== null) return false;
  return replay.state === 'paused' ? LIST_POLL_MS : REPLAY_POLL_MS;
}
