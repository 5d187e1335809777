'use client';

import type { ReactNode } from 'react';
import type { DeadLetterDetail } from '../../../../contracts/dead-letters.ts';
import { Fact, Facts } from '../../../ui/facts/facts.tsx';
import { Section } from '../../../ui/facts/section.tsx';
import { channelName } from '../../../ui/format/channel-name.ts';
import { countOf } from '../../../ui/format/count.ts';
import { cutId } from '../../../ui/format/cut-id.ts';
import { formatPosition } from '../../../ui/format/position.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { commandStatus, outcomeOf } from '../../../ui/status/command-status.ts';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { untoldFaults } from '../actions/schema-faults.ts';
import { ActTrail } from './act-trail.tsx';
import { CommandLink } from './command-link.tsx';
import { EditedCopyNote } from './edited-copy-note.tsx';
import { editsOf, standingEdit } from './edits-of.ts';
import { LetterPayload } from './letter-payload.tsx';
import { Neighbours } from './neighbours.tsx';
import { Stack } from './stack.tsx';
import { Timeline } from './timeline.tsx';

/** All that is known of one dead letter, what matters most first: the error, its state, what can be done, the payload. */
export function LetterDetail({ detail, acts }: { detail: DeadLetterDetail; acts: ReactNode }) {
  const { deadLetter: letter, neighbours, projections, replays, expires } = detail;
  const now = detail.index.readAt;
  const edit = standingEdit(letter);
  const edits = editsOf(detail.acts);
  const faults = untoldFaults(letter.message, detail.schemaFaults);
  return (
    <>
      <header className="flex flex-col gap-3">
        {detail.editOf && <EditedCopyNote of={detail.editOf} state={letter.state} now={now} />}
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <StatusWord status={deadLetterStatus[letter.state]} className="font-semibold" />
          <span className="text-ink-2">
            since <Instant iso={letter.since} now={now} />
            {letter.changedBy !== null && (
              <>
                , by <Inert text={letter.changedBy} />
              </>
            )}
            {letter.reason !== null && (
              <>
                : “<Inert text={letter.reason} />”
              </>
            )}
            {letter.state === 'open' && letter.failedAt > letter.cameAt && (
              <>
                , failed again in a replay at <Instant iso={letter.failedAt} now={now} />
              </>
            )}
          </span>
        </div>
        <p className="max-w-[100ch] font-semibold text-title [overflow-wrap:anywhere]">
          <Inert text={letter.message || letter.code} />
        </p>
        {letter.resolution && (
          <p>
            {letter.resolution.how}, proven <Instant iso={letter.resolution.at} now={now} />
            {letter.resolution.by !== null && (
              <>
                {' '}
                by{' '}
                {edit === null ? (
                  <code className="break-all">{letter.resolution.by}</code>
                ) : (
                  <CommandLink id={edit.by} />
                )}
              </>
            )}
          </p>
        )}
        {letter.note && (
          <p className="border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere]">
            <Inert text={letter.note.text} />
            <span className="block text-ink-2 text-small">
              <Inert text={letter.note.actor} />, <Instant iso={letter.note.at} now={now} />
            </span>
          </p>
        )}
        {acts}
      </header>

      <Facts>
        <Fact name="Consumer">
          <Inert text={letter.consumer} /> · worker{' '}
          <Inert text={`${letter.worker} ${letter.workerVersion}`} />
        </Fact>
        <Fact name="Class, code">
          <Inert text={`${letter.failureClass} · ${letter.code}`} />
        </Fact>
        <Fact name="Group">
          <PageLink href={`/dead-letters/groups/${letter.group}`}>All of this cause</PageLink>
        </Fact>
        <Fact name="Event">
          <Inert text={letter.eventType ?? letter.eventName} />
        </Fact>
        <Fact name="Command" {...(letter.eventId === null ? {} : { copy: letter.eventId })}>
          {letter.eventId === null ? (
            '—'
          ) : (
            <PageLink href={`/commands/${letter.eventId}`}>{cutId(letter.eventId)}</PageLink>
          )}
        </Fact>
        <Fact name="Correlation" {...(letter.correlationId === null ? {} : { copy: letter.correlationId })}>
          {letter.correlationId === null ? (
            '—'
          ) : (
            <PageLink href={`/traces/${encodeURIComponent(letter.correlationId)}`}>
              {cutId(letter.correlationId)}
            </PageLink>
          )}
        </Fact>
        <Fact name="Channel, caller">
          <Inert
            text={`${letter.subject === null ? '—' : channelName(letter.subject)} · ${letter.actor ?? '—'}`}
          />
        </Fact>
        <Fact name="Position">{formatPosition(letter.position)}</Fact>
        <Fact name="Failed">
          {countOf(letter.failures, 'time')}, {countOf(letter.attempts, 'attempt')}; first{' '}
          <Instant iso={letter.firstFailedAt} now={now} />, last <Instant iso={letter.failedAt} now={now} />
        </Fact>
        <Fact name="Owner">
          <Inert text={letter.assignee ?? 'nobody'} />
        </Fact>
        <Fact name="Ticket">
          <Inert text={letter.ticket ?? 'none'} />
        </Fact>
        <Fact name="Original expires">
          {expires.original === null ? 'it has expired' : <Instant iso={expires.original} now={now} />}
        </Fact>
      </Facts>

      {faults.length > 0 && (
        <Section
          title={
            faults.length < detail.schemaFaults.length
              ? 'Where else it does not fit its schema'
              : 'Where it does not fit its schema'
          }
        >
          <ul className="flex flex-col gap-1">
            {faults.map(({ pointer, detail: why }) => (
              <li key={pointer + why}>
                <code>
                  <Inert text={pointer} />
                </code>{' '}
                <Inert text={why} />
              </li>
            ))}
          </ul>
        </Section>
      )}

      <LetterPayload id={letter.id} payload={detail.payload} />

      <Section title="Stack">
        <Stack text={detail.stack} />
      </Section>

      <Section title="Attempts and failures">
        <Timeline detail={detail} />
      </Section>

      <Section title="In the read models now">
        {projections === null ? (
          <p>unknown: they could not be read in time</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {Object.entries(projections).map(([name, status]) => (
              <li key={name} className="grid grid-cols-[8rem_1fr] max-cramped:grid-cols-1">
                <Inert text={name} />
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <StatusWord status={commandStatus[outcomeOf(status)]} />
                  {status.replacedBy !== null && (
                    <span>
                      by <CommandLink id={status.replacedBy} />, applied
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>

      <Section title="Neighbours">
        <Neighbours what="of the same channel" near={neighbours.aggregate} />
        <Neighbours what="of the same correlation" near={neighbours.correlation} />
      </Section>

      <Section title="Replays">
        {edits.map(({ sequence, at, actor, by, failed }) => (
          <p key={sequence} className="[overflow-wrap:anywhere]">
            It was edited and replayed as <CommandLink id={by} /> by <Inert text={actor} />:{' '}
            {failed === null ? (
              'applied'
            ) : (
              <>
                not applied
                {failed !== '' && (
                  <>
                    , <Inert text={failed} />
                  </>
                )}
              </>
            )}
            , <Instant iso={at} now={now} />
          </p>
        ))}
        {replays.length === 0 ? (
          edits.length === 0 && <p className="text-ink-2">It was never replayed.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {replays.map(({ replayId, actor, outcome, at, detail: why }) => (
              <li key={replayId}>
                <PageLink href={`/replays/${replayId}`} className="mono">
                  {replayId}
                </PageLink>{' '}
                by <Inert text={actor} />: {outcome ?? 'under way'}
                {at !== null && (
                  <>
                    , <Instant iso={at} now={now} />
                  </>
                )}
                {why !== null && (
                  <>
                    , <Inert text={why} />
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Section>

      <Section title="What was done">
        <ActTrail
          acts={detail.acts}
          now={now}
          {...(replays.length === 0
            ? {}
            : { replayed: `Replayed ${countOf(replays.length, 'time')}, as told above.` })}
        />
      </Section>
    </>
  );
}
