'use client';

import { Inert } from '../inert/inert.tsx';
import { familyClass, refusedAgain } from '../status.ts';
import { StatusMark } from '../status-mark.tsx';
import { type StillAtWork, stillAtWorkWords } from './still-at-work.ts';

/** Beside what begins a replay: that the worker which refused these is still at work. */
export function StillAtWorkNote({
  found,
  single,
  className = '',
}: {
  found: StillAtWork;
  /** Whether one entry is meant. */
  single: boolean;
  className?: string;
}) {
  return (
    <p
      role="note"
      data-still-at-work
      className={`${familyClass[refusedAgain.family]} flex max-w-[80ch] items-start gap-2 ${className}`}
    >
      <span className="flex h-5 shrink-0 items-center">
        <StatusMark mark={refusedAgain.mark} />
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <Inert text={stillAtWorkWords(found, single)} />
      </span>
    </p>
  );
}
