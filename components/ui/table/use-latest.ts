'use client';

import { useCallback, useRef } from 'react';

/** A stable function that calls the newest `call`; undefined while none is given. */
export function useLatest<Given extends unknown[]>(
  call: ((...given: Given) => void) | undefined,
): ((...given: Given) => void) | undefined {
  const latest = useRef(call);
  latest.current = call;
  const stable = useCallback((...given: Given) => latest.current?.(...given), []);
  return call && stable;
}
