'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Banner } from '../../../../../components/banner.tsx';
import { ActTrail } from '../../../../../components/dead-letters/act-trail.tsx';
import { Entries } from '../../../../../components/dead-letters/entries.tsx';
import { GroupActs } from '../../../../../components/dead-letters/group-acts.tsx';
import { GroupHead } from '../../../../../components/dead-letters/group-head.tsx';
import { GroupSkeleton } from '../../../../../components/dead-letters/group-skeleton.tsx';
import { LastReplay } from '../../../../../components/dead-letters/last-replay.tsx';
import { LetterDrawer } from '../../../../../components/dead-letters/letter-drawer.tsx';
import { LetterFilters } from '../../../../../components/dead-letters/letter-filters.tsx';
import { groupAddresses } from '../../../../../components/dead-letters/letters-view.ts';
import { Section } from '../../../../../components/dead-letters/section.tsx';
import { useListUrl } from '../../../../../components/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../../../components/drawer/use-return-focus.ts';
import { Failure } from '../../../../../components/failure.tsx';
import { countOf } from '../../../../../components/format/count.ts';
import { Frame } from '../../../../../components/frame/frame.tsx';
import { useReportLiveness } from '../../../../../components/frame/liveness.tsx';
import { LIST_POLL_MS } from '../../../../../components/limits.ts';
import { useIsLive, useRefreshOn } from '../../../../../components/live/use-live.ts';
import { NoSuch } from '../../../../../components/no-such.tsx';
import { DEAD_LETTERS_KEY, deadLetterGroup } from '../../../../../components/operations/dead-letters.ts';
import { livenessOf } from '../../../../../components/operations/liveness-of.ts';
import { isAbsent } from '../../../../../components/operations/read-answer.ts';
import { readFromBrowser } from '../../../../../components/operations/read-from-browser.ts';
import type { DeadLetterGroupDetail } from '../../../../../contracts/dead-letters.ts';

/** A replay of its entries is something done with the group, though the audit trail has it as an act on the replay. */
function replayedOf({ group, sinceThen: { lastReplay }, index }: DeadLetterGroupDetail) {
  if (lastReplay !== null)
    return {
      replayed: (
        <>
          Entries of it were replayed. Last replay: <LastReplay last={lastReplay} now={index.readAt} />
        </>
      ),
    };
  if (group.states.replaying === 0) return {};
  return { replayed: `${countOf(group.states.replaying, 'entry', 'entries')} of it are being replayed.` };
}

export function GroupPage({ fingerprint }: { fingerprint: string }) {
  const addresses = useMemo(() => groupAddresses(fingerprint), [fingerprint]);
  const url = useListUrl(addresses);
  const { openId } = url;
  const { data, error, errorUpdatedAt, refetch, isFetching } = useQuery(
    deadLetterGroup(readFromBrowser, fingerprint),
  );
  useRefreshOn('dead-letters', DEAD_LETTERS_KEY);
  useReportLiveness(livenessOf({ data: data?.index, error, errorUpdatedAt }, LIST_POLL_MS, useIsLive()));
  useReturnFocus(openId);
  const hrefOf = (id: string) => addresses.itemHref(id, url.listHref);

  if (!data && isAbsent(error))
    return (
      <Frame title="Group" parent={{ title: 'Dead letters', href: '/dead-letters' }}>
        <NoSuch what="group" error={error} list={{ href: '/dead-letters', title: 'Dead letters' }} />
      </Frame>
    );
  return (
    <Frame
      title={data ? `Group of ${data.group.sample.consumer}` : 'Group'}
      parent={{ title: 'Dead letters', href: '/dead-letters' }}
    >
      <div className={openId === null ? '' : 'beside-drawer'}>
        <Banner error={error} since={data?.index.readAt ?? null} />
        {data ? (
          <GroupHead detail={data} url={url} acts={<GroupActs detail={data} />} />
        ) : error ? (
          <Failure
            title="This group cannot be read"
            error={error}
            retry={() => void refetch()}
            retrying={isFetching}
          />
        ) : (
          <GroupSkeleton />
        )}
        <LetterFilters view={url.view} setView={url.setView} ofGroup />
        <Entries url={url} group={fingerprint} hrefOf={hrefOf} />
        {data && (
          <Section title="What was done with the group">
            <ActTrail acts={data.acts} now={data.index.readAt} {...replayedOf(data)} />
          </Section>
        )}
      </div>
      {openId !== null && <LetterDrawer key={openId} id={openId} href={hrefOf(openId)} close={url.close} />}
    </Frame>
  );
}
