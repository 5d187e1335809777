'use client';

import type { ReactNode } from 'react';
import type { DeadLetterGroupDetail } from '../../../../contracts/dead-letter-groups.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { formatDuration } from '../../../../contracts/words/duration.ts';
import type { ListUrl } from '../../../ui/drawer/use-list-url.ts';
import { Fact, Facts } from '../../../ui/facts/facts.tsx';
import { Section } from '../../../ui/facts/section.tsx';
import { type DeadLettersView, groupAddresses } from '../../../ui/search-params/dead-letters.ts';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { storeAnswer } from '../../../ui/status/store-status.ts';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { InstantSpan } from '../../../ui/text/instant-span.tsx';
import { PhraseText } from '../../../ui/text/phrase-text.tsx';
import { errorOf } from '../../../ui/text/tell-apart.ts';
import { DeadLetteringPausedNote } from '../list/dead-lettering-paused-note.tsx';
import { growthInWords } from './growth.ts';
import { LastReplay } from './last-replay.tsx';
import { ReachedNames } from './reached-names.tsx';
import { useWorkerVersions } from './use-worker-versions.ts';
import { VersionFacts } from './version-facts.tsx';

/**
 * A group: its error in one line, whom it affects, and the facts since it failed. It gives facts only and leaves the
 * conclusion to people.
 */
export function GroupHead({
  detail,
  url,
  actions,
}: {
  detail: DeadLetterGroupDetail;
  url: ListUrl<DeadLettersView>;
  actions: ReactNode;
}) {
  const { group, reach, sinceThen, index } = detail;
  const { newest, states } = group;
  const now = index.readAt;
  const { lastReplay } = sinceThen;
  const { versions } = useWorkerVersions(newest.consumer);
  const filtered = (by: Partial<DeadLettersView>): DeadLettersView => ({
    ...url.view,
    ...by,
    cursor: null,
    all: null,
  });
  return (
    <div className="mb-8 flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <p className="max-w-[100ch] font-semibold text-title [overflow-wrap:anywhere]">
          <Inert text={errorOf(newest)} />
        </p>
        <p className="text-ink-2">
          <Inert text={`${newest.consumer} · ${newest.failureClass} · ${newest.code}`} />
        </p>
        {/* The dots belong to what follows them: at the beginning of a line they are out of sight. */}
        <div className="overflow-x-clip">
          <p className="-ml-5 flex flex-wrap [&>span]:relative [&>span]:pl-5 [&>span]:before:absolute [&>span]:before:left-2 [&>span]:before:content-['·']">
            <span>
              {formatCount(states.open)} open of {formatCount(group.count)}
            </span>{' '}
            <span>{countOf(reach.channels, 'channel')}</span> <span>{countOf(reach.callers, 'caller')}</span>{' '}
            <span>
              <InstantSpan from={group.firstFailedAt} to={group.failedAt} now={now} />
            </span>{' '}
            <span>
              <PhraseText phrase={growthInWords(detail, versions?.now, now)} now={now} />
            </span>
          </p>
        </div>
        <div>
          {(
            [
              ['Channels', 'aggregate', reach.largestChannels, reach.channels],
              ['Callers', 'actor', reach.largestCallers, reach.callers],
            ] as const
          ).map(([title, by, of, total]) => (
            <ReachedNames
              key={by}
              title={title}
              of={of}
              total={total}
              shown={url.view[by]}
              hrefOf={(name) => groupAddresses(group.key).listHref(filtered({ [by]: name }))}
              choose={(name) => url.setView(filtered({ [by]: name }), true)}
            />
          ))}
        </div>
        {/* Said above already where all are open. */}
        {states.open < group.count && (
          <p className="flex flex-wrap gap-x-4 gap-y-1">
            {(Object.keys(states) as (keyof typeof states)[])
              .filter((state) => states[state] > 0)
              .map((state) => (
                <span key={state} className="inline-flex items-center gap-1">
                  <StatusWord status={deadLetterStatus[state]} /> {formatCount(states[state])}
                </span>
              ))}
          </p>
        )}
      </div>
      <DeadLetteringPausedNote consumer={newest.consumer} />
      <Section title="Since these failed">
        <Facts>
          <Fact name="Last same failure">
            <Instant iso={sinceThen.lastFailedAt} now={now} />,{' '}
            {formatDuration(Math.max(0, Date.parse(now) - Date.parse(sinceThen.lastFailedAt)))} ago
          </Fact>
          <VersionFacts detail={detail} now={now} />
          {sinceThen.stores.map(({ consumer, answers, detail: why }) => (
            <Fact key={consumer} name={`Store of ${consumer}`}>
              <StatusWord status={storeAnswer(answers)} />
              {why !== null && (
                <span className="text-ink-2">
                  {' '}
                  <Inert text={why} />
                </span>
              )}
            </Fact>
          ))}
          <Fact name="Last replay">
            {lastReplay === null ? 'none yet' : <LastReplay last={lastReplay} now={now} />}
          </Fact>
          <Fact name="Owner">
            <Inert text={group.assignee ?? 'no owner'} />
          </Fact>
          <Fact name="Ticket">
            <Inert text={group.ticket ?? 'none'} />
          </Fact>
        </Facts>
        {group.note && (
          <p className="mt-3 border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere]">
            <Inert text={group.note.text} />
            <span className="block text-ink-2 text-small">
              <Inert text={group.note.actor} />, <Instant iso={group.note.at} now={now} />
            </span>
          </p>
        )}
      </Section>
      {actions}
    </div>
  );
}
