'use client';

import type { ReactNode } from 'react';
import type { DeadLetterDetail } from '../../../../contracts/dead-letter-detail.ts';
import { countOf } from '../../../../contracts/words/count.ts';
import { Fact, Facts } from '../../../ui/facts/facts.tsx';
import { Section } from '../../../ui/facts/section.tsx';
import { channelName } from '../../../ui/format/channel-name.ts';
import { cutId } from '../../../ui/format/cut-id.ts';
import { formatPosition } from '../../../ui/format/position.ts';
import { commandHref, deadLetterGroupHref, replayHref } from '../../../ui/links/addresses.ts';
import { PageLink } from '../../../ui/links/page-link.tsx';
import { traceHref } from '../../../ui/search-params/traces.ts';
import { commandStatus, outcomeOf } from '../../../ui/status/command-status.ts';
import { deadLetterStatus } from '../../../ui/status/dead-letter-status.ts';
import { StatusWord } from '../../../ui/status/status-word.tsx';
import { Inert } from '../../../ui/text/inert.tsx';
import { Instant } from '../../../ui/text/instant.tsx';
import { errorOf } from '../../../ui/text/tell-apart.ts';
import { unreportedFaults } from '../actions/schema-faults.ts';
import { ActionTrail } from './action-trail.tsx';
import { CommandLink } from './command-link.tsx';
import { DeadLetterPayload } from './dead-letter-payload.tsx';
import { EditedCopyNote } from './edited-copy-note.tsx';
import { appliedEdit, editsOf } from './edits-of.ts';
import { Neighbours } from './neighbours.tsx';
import { Stack } from './stack.tsx';
import { Timeline } from './timeline.tsx';

/** One dead letter, most important first: the error, its state, the actions, the payload. */
export function DeadLetterDetailView({ detail, actions }: { detail: DeadLetterDetail; actions: ReactNode }) {
  const { deadLetter, neighbours, projections, replays, expires } = detail;
  const now = detail.index.readAt;
  const edit = appliedEdit(deadLetter);
  const edits = editsOf(detail.actions);
  const faults = unreportedFaults(deadLetter.message, detail.schemaFaults);
  return (
    <>
      <header className="flex flex-col gap-3">
        {detail.editOf && <EditedCopyNote of={detail.editOf} state={deadLetter.state} now={now} />}
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <StatusWord status={deadLetterStatus[deadLetter.state]} className="font-semibold" />
          <span className="text-ink-2">
            since <Instant iso={deadLetter.since} now={now} />
            {deadLetter.changedBy !== null && (
              <>
                , by <Inert text={deadLetter.changedBy} />
              </>
            )}
            {deadLetter.reason !== null && (
              <>
                : “<Inert text={deadLetter.reason} />”
              </>
            )}
            {deadLetter.state === 'open' && deadLetter.failedAt > deadLetter.openedAt && (
              <>
                , failed again in a replay at <Instant iso={deadLetter.failedAt} now={now} />
              </>
            )}
          </span>
        </div>
        <p className="max-w-[100ch] font-semibold text-title [overflow-wrap:anywhere]">
          <Inert text={errorOf(deadLetter)} />
        </p>
        {deadLetter.resolution && (
          <p>
            {deadLetter.resolution.how}, proven <Instant iso={deadLetter.resolution.at} now={now} />
            {deadLetter.resolution.by !== null && (
              <>
                {' '}
                by{' '}
                {edit === null ? (
                  <code className="break-all">{deadLetter.resolution.by}</code>
                ) : (
                  <CommandLink id={edit.by} />
                )}
              </>
            )}
          </p>
        )}
        {deadLetter.note && (
          <p className="border-line-strong border-l-2 pl-3 [overflow-wrap:anywhere]">
            <Inert text={deadLetter.note.text} />
            <span className="block text-ink-2 text-small">
              <Inert text={deadLetter.note.actor} />, <Instant iso={deadLetter.note.at} now={now} />
            </span>
          </p>
        )}
        {actions}
      </header>

      <Facts>
        <Fact name="Consumer">
          <Inert text={deadLetter.consumer} /> · worker{' '}
          <Inert text={`${deadLetter.worker} ${deadLetter.workerVersion}`} />
        </Fact>
        <Fact name="Class, code">
          <Inert text={`${deadLetter.failureClass} · ${deadLetter.code}`} />
        </Fact>
        <Fact name="Group">
          <PageLink href={deadLetterGroupHref(deadLetter.group)}>All with this cause</PageLink>
        </Fact>
        <Fact name="Event">
          <Inert text={deadLetter.eventType ?? deadLetter.eventName} />
        </Fact>
        <Fact name="Command" {...(deadLetter.eventId === null ? {} : { copy: deadLetter.eventId })}>
          {deadLetter.eventId === null ? (
            '—'
          ) : (
            <PageLink href={commandHref(deadLetter.eventId)}>{cutId(deadLetter.eventId)}</PageLink>
          )}
        </Fact>
        <Fact
          name="Correlation"
          {...(deadLetter.correlationId === null ? {} : { copy: deadLetter.correlationId })}
        >
          {deadLetter.correlationId === null ? (
            '—'
          ) : (
            <PageLink href={traceHref(deadLetter.correlationId)}>{cutId(deadLetter.correlationId)}</PageLink>
          )}
        </Fact>
        <Fact name="Channel, caller">
          <Inert
            text={`${deadLetter.subject === null ? '—' : channelName(deadLetter.subject)} · ${deadLetter.actor ?? '—'}`}
          />
        </Fact>
        <Fact name="Position">{formatPosition(deadLetter.position)}</Fact>
        <Fact name="Failed">
          {countOf(deadLetter.failures, 'time')}, {countOf(deadLetter.attempts, 'attempt')}; first{' '}
          <Instant iso={deadLetter.firstFailedAt} now={now} />, last{' '}
          <Instant iso={deadLetter.failedAt} now={now} />
        </Fact>
        <Fact name="Owner">
          <Inert text={deadLetter.assignee ?? 'no owner'} />
        </Fact>
        <Fact name="Ticket">
          <Inert text={deadLetter.ticket ?? 'none'} />
        </Fact>
        <Fact name="Original expires">
          {expires.original === null ? 'expired' : <Instant iso={expires.original} now={now} />}
        </Fact>
      </Facts>

      {faults.length > 0 && (
        <Section title={faults.length < detail.schemaFaults.length ? 'More schema faults' : 'Schema faults'}>
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

      <DeadLetterPayload id={deadLetter.id} payload={detail.payload} />

      <Section title="Stack">
        <Stack text={detail.stack} />
      </Section>

      <Section title="Attempts and failures">
        <Timeline detail={detail} />
      </Section>

      <Section title="In the read models now">
        {projections === null ? (
          <p>unknown: they could not be read in time</p>
        ) : Object.keys(projections).length === 0 ? (
          <p>in none: these bytes hold no event that a read model takes</p>
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
                <PageLink href={replayHref(replayId)} className="mono">
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

      <Section title="Actions">
        <ActionTrail
          actions={detail.actions}
          now={now}
          {...(replays.length === 0
            ? {}
            : { replayed: `Replayed ${countOf(replays.length, 'time')}: see Replays.` })}
        />
      </Section>
    </>
  );
}
