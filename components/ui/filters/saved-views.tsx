'use client';

import { useEffect, useMemo, useState } from 'react';
import { isNamedHref, keptList, type NamedHref } from '../preferences/kept-list.ts';
import { Inert } from '../text/inert.tsx';
import { NameViewDialog } from './name-view-dialog.tsx';

/** How many views of one's own are kept per page. */
const MOST = 12;

/**
 * Views of a list by name: those that come with the console, and one's own, which are kept in this browser. A view is an
 * address and nothing else, so it can be sent to anybody.
 */
export function SavedViews({
  page,
  shipped,
  here,
  go,
}: {
  /** The list of these views, such as `dead-letters`. */
  page: string;
  shipped: readonly NamedHref[];
  /** The address of the present view. */
  here: string;
  go(href: string): void;
}) {
  const [own, setOwn] = useState<NamedHref[]>([]);
  const [naming, setNaming] = useState(false);
  const kept = useMemo(() => keptList(`views-${page}`, MOST, isNamedHref), [page]);
  // The server doesn't know them.
  useEffect(() => setOwn(kept.read()), [kept]);
  const isMine = own.some(({ href }) => href === here);
  const isKnown = isMine || shipped.some(({ href }) => href === here);
  const save = (name: string) => {
    kept.add({ name, href: here }, (other) => other.name === name || other.href === here);
    setOwn(kept.read());
    setNaming(false);
  };
  const forget = () => {
    kept.remove(({ href }) => href === here);
    setOwn(kept.read());
  };
  return (
    <nav aria-label="Views" className="mb-3 flex flex-wrap items-center gap-1">
      {[...shipped, ...own].map(({ name, href }) => (
        <a
          key={`${name} ${href}`}
          href={href}
          aria-current={href === here ? 'page' : undefined}
          className={`quiet-button max-w-60 px-2 no-underline hover:bg-hover ${href === here ? 'bg-hover font-semibold' : 'text-ink-2'}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
            event.preventDefault();
            go(href);
          }}
        >
          <span className="truncate">
            <Inert text={name} />
          </span>
        </a>
      ))}
      {isMine && (
        <button type="button" className="quiet-button px-2 hover:bg-hover" onClick={forget}>
          <span className="link">Forget this view</span>
        </button>
      )}
      {!isKnown && (
        <button type="button" className="quiet-button px-2 hover:bg-hover" onClick={() => setNaming(true)}>
          <span className="link">Save this view…</span>
        </button>
      )}
      {naming && (
        <NameViewDialog most={MOST} full={own.length >= MOST} save={save} close={() => setNaming(false)} />
      )}
    </nav>
  );
}
