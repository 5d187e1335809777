'use client';

import { useEffect, useRef } from 'react';

/** When the drawer closes, the focus returns to the row that opened it. */
export function useReturnFocus(openId: string | null): void {
  const last = useRef<string | null>(null);
  const before = useRef<Element | null>(null);
  if (openId !== null && last.current === null && typeof document !== 'undefined') {
    before.current ??= document.activeElement;
  }
  useEffect(() => {
    if (openId === null && last.current !== null) {
      const row = document.querySelector(`[data-row="${CSS.escape(last.current)}"]`) ?? before.current;
      if (row instanceof HTMLElement) row.focus();
      before.current = null;
    }
    last.current = openId;
  }, [openId]);
}
