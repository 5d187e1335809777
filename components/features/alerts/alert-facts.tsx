'use client';

import type { ReactNode } from 'react';
import type { AlertDetail } from '../../../contracts/alerts.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { CopyButton } from '../../ui/buttons/copy-button.tsx';
import { consumerHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { RunbookLink } from '../../ui/links/runbook-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { troubleMs } from './alert-sentences.ts';
import { consumerOfName, isOfDeadLetters } from './next-page.ts';

const AFFECTED_SHOWN = 8;

/** Since when, what it affects, its owner, and the runbook. */
export function AlertFacts({ detail, now }: { detail: AlertDetail; now: string }) {
  const { alert, affected, runbook } = detail;
  const { clearedAt, quietSince, beganAt, raisedInLastHour } = alert;
  return (
    <dl className="flex flex-col border-line border-y">
      <Fact name="Since">
        <Instant iso={alert.since} now={now} as="instant" />
        <span className="text-ink-2">
          {' '}
          {clearedAt === null
            ? `(raised ${formatDuration(Math.max(0, Date.parse(now) - Date.parse(alert.since)))} ago)`
            : `(raised; lasted ${formatDuration(troubleMs(alert, now))})`}
        </span>
        {beganAt !== null && (
          <p className="text-ink-2">
            The problem began <Instant iso={beganAt} now={now} as="instant" />.
          </p>
        )}
      </Fact>
      {clearedAt !== null && (
        <Fact name="Recovered">
          <Instant iso={quietSince ?? clearedAt} now={now} as="instant" />
          {quietSince !== null && (
            <span className="text-ink-2">
              {' '}
              (cleared <Instant iso={clearedAt} now={now} />)
            </span>
          )}
        </Fact>
      )}
      {raisedInLastHour > 1 && (
        <Fact name="Flapping">raised {countOf(raisedInLastHour, 'time')} in the last hour</Fact>
      )}
      <AlertOwner alert={alert} now={now} />
      {/* Dead letters are listed above, by cause. */}
      {!isOfDeadLetters(detail) && (
        <Fact name="Affects">{affected.length === 0 ? '—' : <AffectedNames affected={affected} />}</Fact>
      )}
      <Fact name="Runbook">
        <span className="inline-flex max-w-full items-center gap-1">
          <RunbookLink to={runbook} words={runbook} />
          <CopyButton text={runbook} what="the runbook’s path" />
        </span>
      </Fact>
      {alert.undelivered > 0 && (
        <Fact name="Webhook">{countOf(alert.undelivered, 'change')} not delivered yet</Fact>
      )}
    </dl>
  );
}

/** Its owner, or who was its owner when it was resolved. */
function AlertOwner({ alert, now }: { alert: AlertDetail['alert']; now: string }) {
  const isOver = alert.state === 'cleared';
  const who = isOver ? alert.lastAcknowledged : alert.acknowledged;
  return (
    <Fact name={isOver ? 'Last owner' : 'Owner'}>
      {who === null ? (
        'no owner'
      ) : (
        <>
          <Inert text={who.by} />
          {isOver ? ' (acknowledged ' : ', since '}
          <Instant iso={who.at} now={now} />
          {isOver && ')'}
          {who.text !== null && (
            <p className="text-ink-2 [overflow-wrap:anywhere]">
              “<Inert text={who.text} />”
            </p>
          )}
        </>
      )}
    </Fact>
  );
}

function AffectedNames({ affected }: { affected: readonly string[] }) {
  return (
    <ul className="flex flex-col">
      {affected.slice(0, AFFECTED_SHOWN).map((name) => {
        const of = consumerOfName(name);
        return (
          <li key={name} className="flex min-h-6 items-center">
            {of ? (
              <PageLink href={consumerHref(of.stream, of.consumer)} className="mono [overflow-wrap:anywhere]">
                {name}
              </PageLink>
            ) : (
              <span className="mono [overflow-wrap:anywhere]">
                <Inert text={name} />
              </span>
            )}
          </li>
        );
      })}
      {affected.length > AFFECTED_SHOWN && (
        <li>
          <details>
            <summary>{countOf(affected.length - AFFECTED_SHOWN, 'more', 'more')}</summary>
            <AffectedNames affected={affected.slice(AFFECTED_SHOWN)} />
          </details>
        </li>
      )}
    </ul>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 max-cramped:grid-cols-1 border-line border-b py-2 last:border-b-0">
    <dt className="text-ink-2 text-small leading-5">{name}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
  </div>
);
