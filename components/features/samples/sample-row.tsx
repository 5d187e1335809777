'use client';

import type { ReactNode } from 'react';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { PhraseText } from '../../ui/text/phrase-text.tsx';
import type { SampleOutcome } from './sample-outcomes.ts';

/** One thing to try: what it does, how far it reaches and how it ends; once it was done, what became of it, and where to look. */
export function SampleRow({
  title,
  what,
  outcome,
  now,
  look,
  children,
}: {
  title: string;
  /** What it would do, while it was not done. */
  what?: ReactNode;
  outcome: SampleOutcome | null;
  now: string;
  /** Links to where it is seen; shown once there is an outcome. */
  look: ReactNode;
  /** The acts, where any are offered. */
  children?: ReactNode;
}) {
  return (
    <li className="grid gap-x-8 gap-y-3 border-line border-b py-3 phone:grid-cols-[minmax(0,1fr)_15rem]">
      <div className="flex min-w-0 max-w-[72ch] flex-col gap-1">
        <h3 className="section-title">{title}</h3>
        {outcome === null && <p className="text-pretty text-ink-2">{what}</p>}
        <div role="status" className="flex flex-col gap-1 empty:hidden">
          {outcome !== null && (
            <>
              <p>
                <StatusWord status={outcome.status} className="mr-3" />
                <PhraseText phrase={outcome.says} now={now} />
              </p>
              <p className="flex flex-wrap gap-x-4 gap-y-1">{look}</p>
            </>
          )}
        </div>
      </div>
      {children && <div className="flex min-w-0 flex-col gap-2 phone:items-end">{children}</div>}
    </li>
  );
}
