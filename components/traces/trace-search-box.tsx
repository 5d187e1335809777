'use client';

import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { SEARCH_BOX_ID } from '../frame/use-shortcuts.ts';
import { soughtIn } from './find-correlation-ids.ts';

/** How long typing rests before the ledger is asked. */
const REST_MS = 300;

function sentence(text: string): string {
  if (text.trim() === '')
    return 'A correlation id or how it begins, a command id, or a log line that holds one.';
  const sought = soughtIn(text);
  if (sought === null) return 'No id in this text.';
  return sought === text.trim() ? '' : `Looking for ${sought}.`;
}

/** Takes a correlation id, how one begins, a command id, or any text that holds one. */
export function TraceSearchBox({ sought, seek }: { sought: string; seek(sought: string): void }) {
  const [text, setText] = useState(sought);
  const box = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Another value from outside: a link, the way back, `Clear`. What was pasted stays beside the id found in it.
  useEffect(() => setText((now) => ((soughtIn(now) ?? '') === sought ? now : sought)), [sought]);
  useEffect(() => {
    // Where focus brings up a keyboard over half the screen, it must be asked for.
    if (document.activeElement === document.body && !window.matchMedia('(pointer: coarse)').matches)
      box.current?.focus({ preventScroll: true });
  }, []);

  const change = (next: string, afterMs: number) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const found = soughtIn(next) ?? '';
      if (found !== sought) seek(found);
    }, afterMs);
  };
  const leave = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && text === '') box.current?.blur();
    if (event.key !== 'ArrowDown') return;
    const row = document.querySelector<HTMLElement>('[data-row]');
    if (row === null) return;
    event.preventDefault();
    row.focus();
  };

  return (
    <search className="mb-4 block" aria-label="Traces">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change(text, 0);
        }}
      >
        <label htmlFor={SEARCH_BOX_ID} className="section-title mb-2 block">
          Find a trace
        </label>
        <div className="relative max-w-160">
          <Search
            size={16}
            strokeWidth={1.5}
            aria-hidden="true"
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-2"
          />
          <input
            ref={box}
            id={SEARCH_BOX_ID}
            type="search"
            value={text}
            onChange={(event) => change(event.target.value, REST_MS)}
            onKeyDown={leave}
            aria-describedby="search-box-says"
            placeholder="Paste what you have"
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            className="h-9 w-full rounded-control border border-line-strong bg-surface pr-3 pl-9 pointer-coarse:h-11"
          />
        </div>
        <p
          id="search-box-says"
          role="status"
          className="mt-2 min-h-4 text-ink-2 text-small [overflow-wrap:anywhere]"
        >
          {sentence(text)}
        </p>
      </form>
    </search>
  );
}
