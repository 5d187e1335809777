'use client';

import { useQuery } from '@tanstack/react-query';
import { principal } from '../../../api/principal.ts';
import { readFromBrowser } from '../../../api/read-from-browser.ts';
import { SavedViews } from '../../../ui/filters/saved-views.tsx';
import type { NamedHref } from '../../../ui/preferences/kept-list.ts';
import { type DeadLettersView, deadLetterAddresses } from '../../../ui/search-params/dead-letters.ts';

/** The views that come with the console; `me` is the operator. */
function shippedViews(me: string | null): NamedHref[] {
  const plain = deadLetterAddresses.readView({});
  const list = { ...plain, show: 'list' } as const;
  const view = (name: string, shown: DeadLettersView): NamedHref => ({
    name,
    href: deadLetterAddresses.listHref(shown),
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

/** Saved views, by name. */
export function DeadLetterViews({
  view,
  setView,
}: {
  view: DeadLettersView;
  setView(view: DeadLettersView, push?: boolean): void;
}) {
  const { data } = useQuery(principal(readFromBrowser));
  // A view does not include the place in the list or the selection.
  const here = deadLetterAddresses.listHref({ ...view, cursor: null, all: null });
  return (
    <SavedViews
      page="dead-letters"
      shipped={shippedViews(data?.id ?? null)}
      here={here}
      go={(href) => setView(deadLetterAddresses.viewOf(href), true)}
    />
  );
}
