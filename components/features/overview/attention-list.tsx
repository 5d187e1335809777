'use client';

import { countOf } from '../../../contracts/words/count.ts';
import { ATTENTION_ITEMS } from '../../limits.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { MarkedNote } from '../../ui/notices/marked-note.tsx';
import { replayRuns } from '../../ui/status/replay-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { ListSection } from '../../ui/table/list-section.tsx';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import type { AttentionItem } from './attention.ts';
import { ownerWords } from './owners.ts';

/** What needs a person, most urgent first: at most five, then a link to all. */
export function AttentionList({
  items,
  now,
  stale,
}: {
  items: readonly AttentionItem[];
  now: string;
  stale: boolean;
}) {
  if (items.length === 0) return null;
  const more = items.length - ATTENTION_ITEMS;
  return (
    <ListSection
      title="Needs attention"
      aside={
        <span className="text-small">
          <TimeHead>since</TimeHead>
        </span>
      }
    >
      <ul className="border-line border-t" data-stale={stale}>
        {items.slice(0, ATTENTION_ITEMS).map((item) => (
          <Item key={item.key} item={item} now={now} />
        ))}
      </ul>
      <p className="flex min-h-8 items-center">
        <PageLink href="/alerts">
          {more > 0 ? `${countOf(more, 'more', 'more')}, and all alerts` : 'All alerts'}
        </PageLink>
      </p>
    </ListSection>
  );
}

function Item({
  item: { status, title, why, since, who, href, replay },
  now,
}: {
  item: AttentionItem;
  now: string;
}) {
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 border-line border-b px-3 py-2 hover:bg-hover max-phone:px-0 phone:grid-cols-[9.5rem_minmax(0,1fr)_auto]">
      <StatusWord status={status} className="self-start max-phone:order-2" />
      <div className="min-w-0 max-phone:contents">
        <PageLink
          href={href}
          className="block font-semibold no-underline after:absolute after:inset-0 max-phone:order-1 [overflow-wrap:anywhere]"
        >
          <Inert text={title} />
        </PageLink>
        <p className="line-clamp-2 text-ink-2 max-phone:order-3 max-phone:col-span-2 [overflow-wrap:anywhere]">
          <Inert text={why} />
        </p>
        {replay && (
          <MarkedNote status={replayRuns} className="max-phone:order-3 max-phone:col-span-2">
            {/* Above the link of the whole line. */}
            <PageLink href={replay.href} className="relative z-1">
              {replay.words}
            </PageLink>
          </MarkedNote>
        )}
      </div>
      <p className="text-right text-ink-2 max-phone:order-4 max-phone:col-span-2 max-phone:text-left">
        {since === null ? 'unknown' : <Instant iso={since} now={now} />}
        {who !== undefined && (
          <span className="phone:block">
            <span className="phone:hidden"> · </span>
            <Inert text={ownerWords(who)} />
          </span>
        )}
      </p>
    </li>
  );
}
