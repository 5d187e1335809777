'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { heldKeys } from '../dialog/held-keys.ts';
import { pages } from '../links/pages.ts';
import { usePreferences } from '../preferences/use-preferences.tsx';
import { isTyping } from './is-typing.ts';

/** The page's own search box takes `/`; elsewhere the palette does. */
export const SEARCH_BOX_ID = 'search-box';

/** How long `g` waits for the letter that says where. */
const GO_TO_MS = 1_500;

/** The keys that work everywhere: `⌘K`, `/`, `?`, `z`, `g` and a page's letter. Letters can be switched off (WCAG 2.1.4). */
export function useShortcuts({ openPalette, openHelp }: { openPalette(): void; openHelp(): void }): void {
  const { shortcuts, toggleZone } = usePreferences();
  const router = useRouter();
  const pressedGAt = useRef(0);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const modal = document.querySelector('dialog[open]') !== null;
      const held = heldKeys.take(event, modal);
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        openPalette();
        return;
      }
      if (modal || isTyping(event.target)) return;
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (held) {
        // The key is meant for a dialog that has closed, or is not open yet: no handler of the page may take it.
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (!shortcuts) return;
      const followsG = event.timeStamp - pressedGAt.current < GO_TO_MS && pressedGAt.current > 0;
      pressedGAt.current = event.key === 'g' ? event.timeStamp : 0;
      const page = followsG ? pages.find(({ key }) => key === event.key) : undefined;
      if (page) {
        // The letter alone may mean something else in a list; after `g` it is taken here.
        event.preventDefault();
        event.stopPropagation();
        router.push(page.href);
      } else if (event.key === 'z') {
        toggleZone();
      } else if (event.key === '?') {
        openHelp();
      } else if (event.key === '/') {
        event.preventDefault();
        const box = document.getElementById(SEARCH_BOX_ID);
        if (box instanceof HTMLInputElement) box.focus();
        else openPalette();
      }
    };
    const onPointer = () => heldKeys.left();
    // Runs before all other handlers, which then see that the key is taken.
    window.addEventListener('keydown', onKey, { capture: true });
    window.addEventListener('pointerdown', onPointer, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKey, { capture: true });
      window.removeEventListener('pointerdown', onPointer, { capture: true });
    };
  }, [shortcuts, toggleZone, router, openPalette, openHelp]);
}
