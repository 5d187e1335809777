'use client';

import { Search } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { countOf } from '../format/count.ts';
import { SEARCH_BOX_ID } from '../frame/use-shortcuts.ts';
import { MAX_PASTED_CORRELATIONS, MAX_PASTED_IDS } from '../limits.ts';
import { findCorrelationIds, isCorrelationLike } from '../traces/find-correlation-ids.ts';
import { findCommandIds } from './find-command-ids.ts';

const HINT = 'An id, a URL, a curl, a log line: every command id and correlation id in it is found.';

function sentence(text: string): string {
  if (text.trim() === '') return HINT;
  const commandIds = findCommandIds(text).commandIds;
  const correlations = findCorrelationIds(text);
  const traces = correlations.length === 0 ? '' : countOf(correlations.length, 'correlation id');
  if (commandIds.length === 0) {
    if (traces !== '') return `No command id in this text; ${traces}.`;
    return isCorrelationLike(text.trim())
      ? 'No command id. Enter looks for a correlation of this name.'
      : 'No command id in this text. Commands are found by their id, such as 0192f7c1-5b0e-7c33-8d1e-4f2a9a3f04aa.';
  }
  const cut = commandIds.length > MAX_PASTED_IDS ? ` The first ${MAX_PASTED_IDS} are shown.` : '';
  return `${countOf(commandIds.length, 'command id')}${traces === '' ? '' : ` and ${traces}`} found.${cut}`;
}

/** The ids of commands in a text, and those of correlations. */
const idsIn = (text: string): [commandIds: string[], correlationIds: string[]] => [
  findCommandIds(text).commandIds.slice(0, MAX_PASTED_IDS),
  findCorrelationIds(text).slice(0, MAX_PASTED_CORRELATIONS),
];

/** Takes anything. One id opens its slip at once; several are offered with their states. */
export function PasteBox({
  initial,
  take,
}: {
  initial: readonly string[];
  /** Called with the ids of commands and of correlations whenever others are found than before, on every paste that holds ids, and on Enter. */
  take(commandIds: string[], correlationIds: string[]): void;
}) {
  const [text, setText] = useState(initial.join(' '));
  const box = useRef<HTMLInputElement>(null);
  const ids = idsIn(text);

  useEffect(() => {
    // Where focus brings up a keyboard over half the screen, it must be asked for.
    if (document.activeElement === document.body && !window.matchMedia('(pointer: coarse)').matches) {
      box.current?.focus({ preventScroll: true });
    }
  }, []);

  const change = (next: string) => {
    setText(next);
    const found = idsIn(next);
    if (found.join() !== ids.join()) take(...found);
  };

  /** What is pasted replaces what stood there: two ids run together are none, and the same one is asked for again. */
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const pasted = event.clipboardData.getData('text').replaceAll(/\s+/g, ' ').trim();
    const found = idsIn(pasted);
    if (found.flat().length === 0) return;
    event.preventDefault();
    setText(pasted);
    take(...found);
  };

  /** The ways out of the box by keyboard: to the list, and to the keys that are letters. */
  const leave = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && text === '') box.current?.blur();
    if (event.key !== 'ArrowDown') return;
    const row = document.querySelector<HTMLElement>('[data-row]');
    if (row === null) return;
    event.preventDefault();
    row.focus();
  };

  return (
    <search className="mb-8 block">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const word = text.trim();
          if (ids.flat().length > 0) take(...ids);
          else if (isCorrelationLike(word)) take([], [word]);
        }}
      >
        <label htmlFor={SEARCH_BOX_ID} className="section-title mb-2 block">
          Find a command
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
        <p id="search-box-says" role="status" className="mt-2 min-h-4 text-ink-2 text-small">
          {sentence(text)}
        </p>
      </form>
    </search>
  );
}
