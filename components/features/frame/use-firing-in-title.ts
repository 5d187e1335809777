'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCount } from '../../../contracts/words/count.ts';
import { alertList } from '../../api/alerts.ts';
import { useIsLive, useLive } from '../../api/live/use-live.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';

const PREFIX = /^[\d,]+ firing · /;

/**
 * Puts the number of firing alerts first in the title of every page, where it can be seen among many tabs: `3 firing
 * · Dead letters · production · Waybill`. The number comes from the live stream, or from polling. Pages and drawers
 * set the rest of the title and need not know about it.
 */
export function useFiringInTitle(): void {
  const isLive = useIsLive();
  const recorded = useLive('alerts')?.state;
  const { data } = useQuery({ ...alertList(readFromBrowser), enabled: !isLive || recorded === undefined });
  const firing = (isLive ? (recorded ?? data) : (data ?? recorded))?.firing ?? 0;
  useEffect(() => {
    const set = () => {
      const bare = document.title.replace(PREFIX, '');
      const title = firing > 0 ? `${formatCount(firing)} firing · ${bare}` : bare;
      if (document.title !== title) document.title = title;
    };
    set();
    // A title that is set later has no count yet.
    const observer = new MutationObserver(set);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [firing]);
}
