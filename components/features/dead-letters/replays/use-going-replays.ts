'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { useIsLive, useLive } from '../../../api/live/use-live.ts';
import { goesOn } from '../../../api/models/progress-of.ts';
import { principal } from '../../../api/principal.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { replayList } from '../../../api/replays.ts';

/** The replays that go on, wherever one is: those of whoever is here first, then the newest. */
export function useGoingReplays(): ReplaySummary[] {
  const live = useIsLive();
  const event = useLive('replays');
  const me = useQuery(principal(readFromBrowser)).data?.id;
  // The stream tells; where it is silent the list is asked for.
  const list = useQuery({ ...replayList(readFromBrowser), enabled: !live });
  const replays = (live ? event?.state.replays : list.data?.replays) ?? [];
  const mine = ({ createdBy }: ReplaySummary) => Number(createdBy === me);
  return replays.filter(goesOn).sort((a, b) => mine(b) - mine(a) || b.createdAt.localeCompare(a.createdAt));
}
