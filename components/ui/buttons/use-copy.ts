'use client';

import { useEffect, useRef, useState } from 'react';

const SHOWN_MS = 2_000;

/** Copies to the clipboard and says for two seconds how that went. */
export function useCopy(): { copied: boolean; failed: boolean; copy(text: string): void } {
  const [outcome, setOutcome] = useState<'copied' | 'failed' | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const report = (next: 'copied' | 'failed') => {
    setOutcome(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome(null), SHOWN_MS);
  };
  const copy = (text: string) => {
    // Without a secure context the browser has no clipboard.
    if (!navigator.clipboard) return report('failed');
    navigator.clipboard.writeText(text).then(
      () => report('copied'),
      () => report('failed'),
    );
  };
  return { copied: outcome === 'copied', failed: outcome === 'failed', copy };
}
