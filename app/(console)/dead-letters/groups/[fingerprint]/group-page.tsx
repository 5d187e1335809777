'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { DEAD_LETTERS_KEY, deadLetterGroup } from '../../../../../components/api/dead-letters.ts';
import { Banner } from '../../../../../components/api/failures/banner.tsx';
import { Failure } from '../../../../../components/api/failures/failure.tsx';
import { useReportLiveness } from '../../../../../components/api/live/liveness.tsx';
import { useIsLive, useRefreshOn } from '../../../../../components/api/live/use-live.ts';
import { livenessOf } from '../../../../../components/api/liveness-of.ts';
import { isAbsent } from '../../../../../components/api/read-answer.ts';
import { readFromBrowser } from '../../../../../components/api/read-from-browser.ts';
import { ActionTrail } from '../../../../../components/features/dead-letters/detail/action-trail.tsx';
import { DeadLetterDrawer } from '../../../../../components/features/dead-letters/detail/dead-letter-drawer.tsx';
import { GroupActions } from '../../../../../components/features/dead-letters/groups/group-actions.tsx';
import { GroupHead } from '../../../../../components/features/dead-letters/groups/group-head.tsx';
import { GroupSkeleton } from '../../../../../components/features/dead-letters/groups/group-skeleton.tsx';
import { LastReplay } from '../../../../../components/features/dead-letters/groups/last-replay.tsx';
import { DeadLetterFilters } from '../../../../../components/features/dead-letters/list/dead-letter-filters.tsx';
import { ListedDeadLetters } from '../../../../../components/features/dead-letters/list/listed-dead-letters.tsx';
import { LIST_POLL_MS } from '../../../../../components/limits.ts';
import { useListUrl } from '../../../../../components/ui/drawer/use-list-url.ts';
import { useReturnFocus } from '../../../../../components/ui/drawer/use-return-focus.ts';
import { Section } from '../../../../../components/ui/facts/section.tsx';
import { NoSuch } from '../../../../../components/ui/notices/no-such.tsx';
import { groupAddresses } from '../../../../../components/ui/search-params/dead-letters.ts';
import type { DeadLetterGroupDetail } from '../../../../../contracts/dead-letter-groups.ts';
import { countOf } from '../../../../../contracts/words/count.ts';
import { Frame } from '../../../../frame.tsx';

/** A replay counts as an action on the group, though the audit log records it on the replay. */
function replayedOf({ group, sinceThen: { lastReplay }, index }: DeadLetterGroupDetail) {
  if (lastReplay !== null)
    return {
      replayed: (
        <>
          Some of its dead letters were replayed. Last replay:{' '}
          <LastReplay last={lastReplay} now={index.readAt} />
        </>
      ),
    };
  if (group.states.replaying === 0) return {};
  return { replayed: `${countOf(group.states.replaying, 'dead letter')} of this group are being replayed.` };
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
      title={data ? `Group of ${data.group.newest.consumer}` : 'Group'}
      parent={{ title: 'Dead letters', href: '/dead-letters' }}
    >
      <div className={openId === null ? '' : 'beside-drawer'}>
        <Banner error={error} since={data?.index.readAt ?? null} />
        {data ? (
          <GroupHead detail={data} url={url} actions={<GroupActions detail={data} />} />
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
        <DeadLetterFilters view={url.view} setView={url.setView} ofGroup />
        <ListedDeadLetters url={url} group={fingerprint} hrefOf={hrefOf} />
        {data && (
          <Section title="Actions">
            <ActionTrail
              actions={data.actions}
              now={data.index.readAt}
              none="No actions on the group itself. Each dead letter lists its own."
              {...replayedOf(data)}
            />
          </Section>
        )}
      </div>
      {openId !== null && (
        <DeadLetterDrawer key={openId} id={openId} href={hrefOf(openId)} close={url.close} />
      )}
    </Frame>
  );
}
