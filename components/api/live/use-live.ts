'use client';

import { type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { liveHub } from './live-hub.ts';
import type { LiveEvent, LiveKind } from './live-kinds.ts';

const none = () => null;
const no = () => false;

/** The newest state of a kind from the stream, with the time of its arrival; null before the first one. */
export function useLive<Kind extends LiveKind>(kind: Kind): LiveEvent<Kind> | null {
  return useSyncExternalStore(liveHub.subscribe, () => liveHub.latest(kind), none);
}

/** Whether the stream is open, here or in another tab. */
export const useIsLive = (): boolean => useSyncExternalStore(liveHub.subscribe, liveHub.isLive, no);

/** Lists are read again at most this often, however often their kind changes: people read no faster. */
const REFRESH_MS = 2_000;

/** Reads queries again when the stream reports a change of their kind. Where the stream is silent, polling continues. */
export function useRefreshOn(kind: LiveKind, queryKey: QueryKey): void {
  const queries = useQueryClient();
  const event = useLive(kind);
  const refreshedAt = useRef(0);
  const first = useRef(true);
  const key = JSON.stringify(queryKey);
  useEffect(() => {
    if (event === null) return;
    // The first state is no change: the page has just read its data.
    if (first.current) {
      first.current = false;
      return;
    }
    const wait = Math.max(0, refreshedAt.current + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      refreshedAt.current = Date.now();
      void queries.invalidateQueries({ queryKey: JSON.parse(key) as QueryKey });
    }, wait);
    return () => clearTimeout(timer);
  }, [event, key, queries]);
}
