'use client';

import { Search } from 'lucide-react';
import { type ClipboardEventHandler, type KeyboardEvent, useEffect, useRef } from 'react';
import { SEARCH_BOX_ID } from '../keys/use-shortcuts.ts';

/** A page's search box. It has the focus at first, and the arrow key leads from it to the first row of the list. */
export function SearchBox({
  title,
  name,
  text,
  says,
  change,
  submit,
  paste,
  className,
}: {
  title: string;
  /** The name of the landmark, if the page has another search. */
  name?: string;
  text: string;
  /** The ids found in the text, shown below the box. */
  says: string;
  change(text: string): void;
  submit(): void;
  paste?: ClipboardEventHandler<HTMLInputElement>;
  className: string;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // On a touch screen the focus would open a keyboard over half the screen, so the user must set it.
    if (document.activeElement === document.body && !window.matchMedia('(pointer: coarse)').matches)
      box.current?.focus({ preventScroll: true });
  }, []);

  /** Keys that leave the box: the arrow key goes to the list, Escape lets letters act as shortcuts again. */
  const leave = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && text === '') box.current?.blur();
    if (event.key !== 'ArrowDown') return;
    const row = document.querySelector<HTMLElement>('[data-row]');
    if (row === null) return;
    event.preventDefault();
    row.focus();
  };

  return (
    <search className={`${className} block`} aria-label={name}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <label htmlFor={SEARCH_BOX_ID} className="section-title mb-2 block">
          {title}
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
            onChange={(event) => change(event.target.value)}
            onPaste={paste}
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
          {says}
        </p>
      </form>
    </search>
  );
}
