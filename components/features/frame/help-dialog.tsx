'use client';

import { X } from 'lucide-react';
import type { RefObject } from 'react';
import { pages } from '../../ui/links/pages.ts';
import { usePreferences } from '../../ui/preferences/use-preferences.tsx';

const keys = [
  { keys: ['⌘K', 'Ctrl K'], action: 'find a command by id, or go somewhere' },
  { keys: ['/'], action: 'the page’s search box' },
  ...pages.map(({ key, title }) => ({ keys: [`g ${key}`], action: `go to ${title}` })),
  { keys: ['z'], action: 'local time or UTC' },
  { keys: ['?'], action: 'this list' },
  { keys: ['j', 'k'], action: 'next, previous row of a list' },
  { keys: ['Enter'], action: 'open the row' },
  { keys: ['p'], action: 'show or hide a projection’s partitions' },
  { keys: ['x'], action: 'select the row' },
  { keys: ['r', 'd'], action: 'replay or discard what is selected: opens a plan or a dialog' },
  { keys: ['n', 'a'], action: 'write a note, assign' },
  { keys: ['c'], action: 'copy the link of the row or command' },
  { keys: ['Esc'], action: 'close what is open' },
];

export function HelpDialog({ ref }: { ref: RefObject<HTMLDialogElement | null> }) {
  const { shortcuts, setShortcuts } = usePreferences();
  const close = () => ref.current?.close();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself.
    <dialog
      ref={ref}
      aria-labelledby="help-title"
      className="m-auto w-[440px] max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] overflow-y-auto rounded-menu border border-line bg-surface p-0 shadow-float"
      onClick={(event) => event.target === event.currentTarget && close()}
    >
      <div className="flex flex-col gap-4 p-5">
        <div className="flex items-center">
          <h2 id="help-title" className="text-title font-semibold">
            Keyboard
          </h2>
          <button
            type="button"
            className="icon-button -mr-1 ml-auto"
            aria-label="Close keyboard help"
            onClick={close}
          >
            <X size={16} strokeWidth={1.5} aria-hidden="true" />
          </button>
        </div>
        <dl className="grid grid-cols-[112px_1fr] gap-y-2">
          {keys.map(({ keys: names, action }) => (
            <div key={action} className="contents">
              <dt className="flex items-center gap-2">
                {names.map((name) => (
                  <kbd key={name} className="mono rounded-control border border-line bg-sunken px-1">
                    {name}
                  </kbd>
                ))}
              </dt>
              <dd>{action}</dd>
            </div>
          ))}
        </dl>
        <label className="flex min-h-7 items-center gap-2 border-line border-t pt-4">
          <input
            type="checkbox"
            className="size-4 accent-ink"
            checked={shortcuts}
            onChange={(event) => setShortcuts(event.target.checked)}
          />
          Single keys act as shortcuts
        </label>
      </div>
    </dialog>
  );
}
