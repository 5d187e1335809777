'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { useIsLive, useLive } from '../../../api/live/use-live.ts';
import { isUnfinished } from '../../../api/models/progress-of.ts';
import { principal } from '../../../api/principal.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayList } from '../../../api/replays.ts';

/** The running replays, for every page: first those of this operator, then the newest. */
export function useUnfinishedReplays(): ReplaySummary[] {
  const live = useIsLive();
  const event = useLive('replays');
  const me = useQuery(principal(readFromBrowser)).data?.id;
  // From the live stream; without it, from the list.
  const list = useQuery({ ...replayList(readFromBrowser), enabled: !live });
  const replays = (live ? event?.state.replays : list.data?.replays) ?? [];
  const mine = ({ createdBy }: ReplaySummary) => Number(createdBy === me);
  return replays
    .filter(isUnfinished)
    .sort((a, b) => mine(b) - mine(a) || b.createdAt.localeCompare(a.createdAt));
}
