'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { formatCount } from '../../../contracts/words/count.ts';
import { alertList } from '../../api/alerts.ts';
import { useIsLive, useLive } from '../../api/live/use-live.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';

const PREFIX = /^[\d,]+ firing · /;

/**
 * `3 firing · Dead letters · production · Waybill`, on every page: seen among many tabs. The count comes by the stream, and by
 * polling where that is silent. Whoever sets the rest of the title, a page or a drawer, need not know of it.
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
    // A title that is put in place later has no count yet.
    const observer = new MutationObserver(set);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [firing]);
}
