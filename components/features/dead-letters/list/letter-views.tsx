'use client';

import { useQuery } from '@tanstack/react-query';
import { operator } from '../../../api/operator.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { SavedViews } from '../../../ui/filters/saved-views.tsx';
import type { NamedHref } from '../../../ui/preferences/kept-list.ts';
import {
  type LettersView,
  letterAddresses,
  readLettersView,
} from '../../../ui/search-params/dead-letters.ts';

/** The views that come with the console; `me` is who acts here. */
function shippedViews(me: string | null): NamedHref[] {
  const plain = readLettersView({});
  const list = { ...plain, show: 'list' } as const;
  const view = (name: string, shown: LettersView): NamedHref => ({
    name,
    href: letterAddresses.listHref(shown),
  });
  return [
    view('Open', plain),
    view('Newest first', list),
    view('Oldest first', { ...list, sort: 'oldest' }),
    ...(me === null ? [] : [view('Mine', { ...list, assignee: me })]),
    view('On hold', { ...list, state: 'on-hold' }),
    view('Being replayed', { ...list, state: 'replaying' }),
  ];
}

/** What one comes for again and again, by name. */
export function LetterViews({
  view,
  setView,
}: {
  view: LettersView;
  setView(view: LettersView, push?: boolean): void;
}) {
  const { data } = useQuery(operator(readFromBrowser));
  // Where one is in a list, and what is selected there, is no part of a view.
  const here = letterAddresses.listHref({ ...view, cursor: null, all: null });
  return (
    <SavedViews
      page="dead-letters"
      shipped={shippedViews(data?.name ?? null)}
      here={here}
      go={(href) => setView(letterAddresses.readView(new URLSearchParams(href.split('?')[1] ?? '')), true)}
    />
  );
}
