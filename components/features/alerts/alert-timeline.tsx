'use client';

import type { AlertDetail } from '../../../contracts/alerts.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { alertStepStatus, raisedAgain } from '../../ui/status/alert-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { activityDuring } from './activity-during.ts';

/** The newest 100 actions, newest first. */
const MOST = 100;

/**
 * Whether the alert was firing already when it was raised: it became more severe, its problem returned, or its cause
 * changed.
 */
const isRaisedAgain = (steps: AlertDetail['timeline'], n: number): boolean =>
  steps[n]?.kind === 'alert-raised' &&
  steps.slice(n + 1).find(({ kind }) => kind === 'alert-raised' || kind === 'alert-cleared')?.kind ===
    'alert-raised';

/** What happened to the alert, newest first, in absolute times. */
export function AlertTimeline({
  alert,
  steps,
  now,
}: {
  alert: AlertDetail['alert'];
  steps: AlertDetail['timeline'];
  now: string;
}) {
  return (
    <section aria-label="Timeline">
      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="section-title">Timeline</h2>
        <PageLink href={activityDuring(alert)}>Activity at that time</PageLink>
      </div>
      <ol className="border-line border-t">
        {steps.map(({ sequence, kind, at, actor, detail, quietSince }, n) => (
          <li
            key={sequence}
            className="grid grid-cols-[1fr_auto] max-cramped:grid-cols-1 gap-x-4 gap-y-1 border-line border-b py-2 phone:grid-cols-[8rem_8rem_minmax(0,1fr)]"
          >
            <StatusWord
              status={isRaisedAgain(steps, n) ? raisedAgain : alertStepStatus[kind]}
              className="self-start"
            />
            <span className="mono leading-5 text-ink-2">
              <Instant iso={at} now={now} as="exact" />
            </span>
            <p className="text-ink-2 max-phone:col-span-2 max-cramped:col-span-1 [overflow-wrap:anywhere]">
              {actor !== 'waybill' && (
                <>
                  <Inert text={actor} />
                  {detail !== null && ': '}
                </>
              )}
              {detail !== null && <Inert text={detail} />}
              {quietSince !== null && (
                <>
                  {' '}
                  Recovered at <Instant iso={quietSince} now={now} />.
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
      {steps.length >= MOST && <p className="mt-2 text-ink-2">Older steps are in the audit log.</p>}
    </section>
  );
}
