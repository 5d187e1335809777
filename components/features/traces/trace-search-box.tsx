'use client';

import { useEffect, useRef, useState } from 'react';
import { SearchBox } from '../../ui/filters/search-box.tsx';
import { searchedIdIn } from '../../ui/paste/find-correlation-ids.ts';

/** How long the search waits after the last key, ms. */
const REST_MS = 300;

function sentence(text: string): string {
  if (text.trim() === '')
    return 'A correlation id or how it begins, a command id, or a log line that holds one.';
  const sought = searchedIdIn(text);
  if (sought === null) return 'No id in this text.';
  return sought === text.trim() ? '' : `Looking for ${sought}.`;
}

/** Takes a correlation id, how one begins, a command id, or any text that holds one. */
export function TraceSearchBox({ sought, seek }: { sought: string; seek(sought: string): void }) {
  const [text, setText] = useState(sought);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // The value changed outside of the box: by a link, the back button or `Clear`. A pasted text stays beside the id
  // found in it.
  useEffect(() => setText((now) => ((searchedIdIn(now) ?? '') === sought ? now : sought)), [sought]);

  const change = (next: string, afterMs: number) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const found = searchedIdIn(next) ?? '';
      if (found !== sought) seek(found);
    }, afterMs);
  };

  return (
    <SearchBox
      title="Find a trace"
      name="Traces"
      text={text}
      says={sentence(text)}
      change={(next) => change(next, REST_MS)}
      submit={() => change(text, 0)}
      className="mb-4"
    />
  );
}
