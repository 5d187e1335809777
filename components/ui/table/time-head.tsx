'use client';

import type { ReactNode } from 'react';
import { useZone } from '../preferences/use-preferences.tsx';

/** The head of a column of times: what they are, and their zone. Beside a drawer only the zone fits. */
export function TimeHead({ children }: { children: ReactNode }) {
  const zone = useZone();
  return (
    <>
      <span className="@max-[35rem]/list:hidden">{children} (</span>
      {/* The city is enough here, and fits; the top bar has the whole name. */}
      <span title={zone}>{zone.split('/').at(-1)?.replaceAll('_', ' ')}</span>
      <span className="@max-[35rem]/list:hidden">)</span>
    </>
  );
}
