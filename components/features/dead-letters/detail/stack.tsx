'use client';

import { useState } from 'react';
import { countOf } from '../../../../contracts/words/count.ts';
import { CopyButton } from '../../../ui/buttons/copy-button.tsx';
import { Inert } from '../../../ui/text/inert.tsx';

const SHOWN = 6;

/** A stack: its first lines, and a button that shows the rest. */
export function Stack({ text }: { text: string }) {
  const [all, setAll] = useState(false);
  if (text.trim() === '') return <p className="text-ink-2">The worker reported none.</p>;
  const lines = text.split('\n');
  const shown = all ? lines : lines.slice(0, SHOWN);
  return (
    <>
      <div className="flex items-start gap-2 rounded-card bg-sunken p-3">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap [overflow-wrap:anywhere]">
          {shown.map((line, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other key and keep their places.
            <span key={index} className="block">
              <Inert text={line} />
            </span>
          ))}
        </pre>
        <CopyButton text={text} what="the stack" />
      </div>
      {lines.length > SHOWN && !all && (
        <button type="button" className="link mt-1 min-h-7" onClick={() => setAll(true)}>
          Show all {countOf(lines.length, 'line')}
        </button>
      )}
    </>
  );
}
