'use client';

import { useEffect } from 'react';
import { formatCount } from '../format/count.ts';
import { useConsoleFacts } from '../providers.tsx';

/** `3 firing · Alerts · production · Waybill`: seen among many tabs. With no page named, the title is left alone. */
export function useCountInTitle(count: number, word: string, page: string | null): void {
  const { environmentName } = useConsoleFacts();
  useEffect(() => {
    if (page === null) return;
    const name = `${page} · ${environmentName} · Waybill`;
    const title = count > 0 ? `${formatCount(count)} ${word} · ${name}` : name;
    const set = () => {
      if (document.title !== title) document.title = title;
    };
    set();
    // The page's own title may be put in its place after this.
    const observer = new MutationObserver(set);
    observer.observe(document.head, { childList: true, subtree: true, characterData: true });
    return () => observer.disconnect();
  }, [count, word, page, environmentName]);
}
