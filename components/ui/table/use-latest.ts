'use client';

import { useCallback, useRef } from 'react';

/** A function that stays the same and calls what was given last; undefined as long as nothing is given. */
export function useLatest<Given extends unknown[]>(
  call: ((...given: Given) => void) | undefined,
): ((...given: Given) => void) | undefined {
  const latest = useRef(call);
  latest.current = call;
  const stable = useCallback((...given: Given) => latest.current?.(...given), []);
  return call && stable;
}
