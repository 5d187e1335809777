'use client';

import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../../../contracts/words/count.ts';

/** A count in words that opens what it counts; for 0, only the text. */
export function FoldedRow({
  count,
  words,
  children,
}: {
  count: number;
  words: ReactNode;
  /** Drawn once it is opened. */
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const line = (
    <>
      <span className="min-w-8 shrink-0 text-right">{formatCount(count)}</span>
      <span className="min-w-0 [overflow-wrap:anywhere]">{words}</span>
    </>
  );
  if (count === 0) return <li className="flex min-h-7 items-center gap-3 text-ink-2">{line}</li>;
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)} className="group">
        <summary className="flex list-none items-center gap-3 [&::-webkit-details-marker]:hidden">
          {line}
          <ChevronDown
            size={16}
            strokeWidth={1.5}
            aria-hidden="true"
            className="ml-auto shrink-0 group-open:rotate-180"
          />
        </summary>
        <div className="pb-2 pl-7">{open && children}</div>
      </details>
    </li>
  );
}
