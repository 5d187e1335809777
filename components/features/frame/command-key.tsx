'use client';

import { useSyncExternalStore } from 'react';

/** The keys in the server's HTML: the server doesn't know the platform. */
const onServer = () => false;
const isMac = () => /Mac|iPhone|iPad/.test(navigator.platform);
const never = () => () => {};

/** The keys that open the palette, as this platform's keyboard names them. */
export const CommandKey = () => (
  <kbd className="mono ml-auto text-ink-3">
    {useSyncExternalStore(never, isMac, onServer) ? '⌘K' : 'Ctrl K'}
  </kbd>
);
