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
    document.title = count > 0 ? `${formatCount(count)} ${word} · ${name}` : name;
  }, [count, word, page, environmentName]);
}
