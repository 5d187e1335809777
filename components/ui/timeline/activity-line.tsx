import type { ReactNode } from 'react';
import { PageLink } from '../links/page-link.tsx';
import { StatusWord } from '../status/status-word.tsx';
import { Inert } from '../text/inert.tsx';
import { Instant } from '../text/instant.tsx';
import { LongText } from '../text/long-text.tsx';
import type { ActivityItem } from './activity-item.ts';

/** One line: what happened or was done, when, to what, by whom and why. */
export function ActivityLine({
  item: { key, at, status, actor, target, says, reason },
  now,
  hasLeft,
  hideTarget,
  children,
}: {
  item: ActivityItem;
  now: string;
  /** Whether it has left the list. */
  hasLeft: boolean;
  /** Whether the page is about its target, which then needs no name. */
  hideTarget: boolean;
  /** Below it, in its full width. */
  children?: ReactNode;
}) {
  return (
    <li
      data-kind={key.split(' ')[0]}
      className={`grid grid-cols-[1fr_auto] max-cramped:grid-cols-1 gap-x-4 gap-y-1 border-line border-b py-1.5 phone:grid-cols-[10rem_7rem_minmax(0,1fr)] ${hasLeft ? 'text-ink-2' : ''}`}
    >
      <StatusWord status={status} className="self-start" />
      <span className="mono leading-5 text-ink-2">
        <Instant iso={at} now={now} />
      </span>
      <div className="min-w-0 [overflow-wrap:anywhere] max-phone:col-span-2 max-cramped:col-span-1">
        <p>
          {target && !hideTarget && (
            <span className={says === null ? undefined : 'mr-2'}>
              {target.href === null ? (
                <Inert text={target.name} />
              ) : (
                <PageLink href={target.href}>
                  <Inert text={target.name} />
                </PageLink>
              )}
            </span>
          )}
          {says !== null && <LongText text={says} />}
          {actor !== null && (
            <span className="text-ink-2">
              {(says !== null || (target && !hideTarget)) && ' · '}
              by <Inert text={actor} />
            </span>
          )}
        </p>
        {reason !== null && (
          <p className="text-ink-2">
            Reason: <LongText text={reason} />
          </p>
        )}
        {children}
      </div>
    </li>
  );
}
