'use client';

import { useEffect, useState } from 'react';

/**
 * The token of the link that opened this page, from behind the #: no server and no log gets it. Undefined until it is read; null for
 * none. It is taken out of the address, so that it isn't in the history either.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();
  useEffect(() => {
    const found = /^#([A-Za-z0-9_-]{43})$/.exec(window.location.hash)?.[1] ?? null;
    setToken((known) => known ?? found);
    if (found !== null) window.history.replaceState(null, '', window.location.pathname);
  }, []);
  return token;
}
