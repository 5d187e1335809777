'use client';

import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useIsLive, useLive, useRefreshOn } from '../live/use-live.ts';
import { ALERTS_KEY, alertList } from '../operations/alerts.ts';
import { consumerList } from '../operations/consumer-list.ts';
import { openDeadLetters } from '../operations/open-dead-letters.ts';
import { readAt } from '../operations/read-at.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { reconciliation } from '../operations/reconciliation.ts';
import type { OverviewFacts } from './overview-facts.ts';

/** What Overview is made of: read and polled, and told by the stream where it is open. */
export function useOverview() {
  const consumers = useQuery(consumerList(readFromBrowser));
  const alerts = useQuery(alertList(readFromBrowser));
  const sums = useQuery(reconciliation(readFromBrowser));
  const open = useQuery(openDeadLetters(readFromBrowser));
  useRefreshOn('alerts', ALERTS_KEY);
  const told = {
    counters: useLive('counters'),
    deadLetters: useLive('dead-letters'),
    replays: useLive('replays'),
  };
  // What a stream that is silent told last is old, as long as there is something newer.
  const heard = useIsLive() || consumers.error !== null;
  const counters = (heard && told.counters?.state) || null;
  const deadLetters = (heard && told.deadLetters?.state) || open.data || null;
  const replays = (heard && told.replays?.state) || null;

  const read = readAt(consumers);
  const firstFailure = useRef<string | null>(null);
  if (consumers.error === null) firstFailure.current = null;
  else firstFailure.current ??= read.data?.readAt ?? new Date(consumers.errorUpdatedAt).toISOString();

  const facts: OverviewFacts = {
    consumers: consumers.data ?? null,
    alerts: alerts.data ?? null,
    reconciliation: sums.data ?? null,
    deadLetters,
    replays,
    log: counters?.log ?? null,
    failingSince: firstFailure.current,
  };
  return {
    facts,
    consumers,
    sums,
    counters,
    now: read.data?.readAt ?? firstFailure.current ?? new Date(0).toISOString(),
  };
}
