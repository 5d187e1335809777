'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Overview } from '../../../contracts/overview.ts';
import { useIsLive, useLive, useRefreshOn } from '../../api/live/use-live.ts';
import { OVERVIEW_KEY, overview } from '../../api/overview.ts';
import { readAt } from '../../api/read-at.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { factsOf } from './overview-facts.ts';

const consumersOf = ({ consumers }: Overview) => consumers;
const reconciliationOf = ({ reconciliation }: Overview) => reconciliation;

/**
 * The data of Overview, in one answer, so that its numbers belong to one moment. The live stream says when to read it
 * again; only the progress of replays comes from the stream itself.
 */
export function useOverview() {
  const whole = useQuery(overview(readFromBrowser));
  const consumers = useQuery({ ...overview(readFromBrowser), select: consumersOf });
  const sums = useQuery({ ...overview(readFromBrowser), select: reconciliationOf });
  useRefreshOn('counters', OVERVIEW_KEY);
  useRefreshOn('alerts', OVERVIEW_KEY);
  useRefreshOn('dead-letters', OVERVIEW_KEY);
  const live = useLive('replays');
  // The last state from a broken stream is used only if nothing is newer.
  const connected = useIsLive() || whole.error !== null;
  const replays = (connected && live?.state) || null;

  const read = readAt(consumers);
  const firstFailure = useRef<string | null>(null);
  if (consumers.error === null) firstFailure.current = null;
  else firstFailure.current ??= read.data?.readAt ?? new Date(consumers.errorUpdatedAt).toISOString();

  const { data } = whole;
  return {
    facts: factsOf(data, { replays, failingSince: firstFailure.current }),
    consumers,
    sums,
    counters: data?.counters ?? null,
    now: read.data?.readAt ?? firstFailure.current ?? new Date(0).toISOString(),
  };
}
