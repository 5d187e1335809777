'use client';

import { useState } from 'react';
import type { ConsumerSummary } from '../../contracts/consumers.ts';
import { RunbookLink } from '../documentation/runbook-link.tsx';
import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { Inert } from '../inert/inert.tsx';
import { Instant } from '../instant.tsx';
import { consumerStatusAt } from '../status.ts';
import { StatusWord } from '../status-word.tsx';
import { PauseDialog } from './pause-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';

/** The first lines: what is so, since when, what it costs, what to do; and the acts. */
export function ConsumerStanding({
  consumer,
  stale,
  readAt,
}: {
  consumer: ConsumerSummary;
  stale: boolean;
  readAt: string;
}) {
  const [asking, setAsking] = useState<'pause' | 'resume' | null>(null);
  const { status, statusSince, why, todo, runbook, retention, pausedUntil, kind } = consumer;
  const close = () => setAsking(null);
  const since = Math.max(0, Date.parse(readAt) - Date.parse(statusSince));
  return (
    <section aria-label="How it stands" className="mb-6">
      <p className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StatusWord
          status={consumerStatusAt(status, retention.leftMs)}
          className={`text-verdict font-semibold max-phone:text-[1.25rem] ${stale ? 'opacity-80' : ''}`}
        />
        <span className="text-ink-2">
          since <Instant iso={statusSince} now={readAt} />, {formatDuration(since)}
        </span>
      </p>
      <div className="flex max-w-[72ch] flex-col gap-2">
        <p>
          <Why consumer={consumer} why={why} readAt={readAt} />
        </p>
        <Retention consumer={consumer} readAt={readAt} />
        <p>
          <span className="text-ink-2">What to do: </span>
          <Inert text={todo} /> <RunbookLink to={runbook} />
        </p>
      </div>
      {(kind === 'projection' || kind === 'retries' || kind === 'other') && (
        <div className="mt-4 flex flex-wrap items-center gap-2">
          {pausedUntil === null ? (
            <button type="button" className="button" disabled={stale} onClick={() => setAsking('pause')}>
              Pause…
            </button>
          ) : (
            <>
              <button
                type="button"
                className="button primary-button"
                disabled={stale}
                onClick={() => setAsking('resume')}
              >
                Resume…
              </button>
              <button type="button" className="button" disabled={stale} onClick={() => setAsking('pause')}>
                Pause until another time…
              </button>
            </>
          )}
          {stale && (
            <span className="text-ink-2">
              Acts wait until the log can be asked again: what is shown may not be so any more.
            </span>
          )}
        </div>
      )}
      {asking === 'pause' && <PauseDialog consumer={consumer} close={close} />}
      {asking === 'resume' && <ResumeDialog consumer={consumer} close={close} />}
    </section>
  );
}

/** The API's own sentence; of a pause with its time as times are shown here. */
function Why({ consumer, why, readAt }: { consumer: ConsumerSummary; why: string; readAt: string }) {
  const { pausedUntil, status } = consumer;
  if (status !== 'paused' || pausedUntil === null) return <Inert text={why} />;
  return (
    <>
      It is paused until <Instant iso={pausedUntil} now={readAt} />
      {consumer.lag === 0 ? ', and nothing waits.' : `, with ${formatCount(consumer.lag)} waiting.`}
    </>
  );
}

/** Until when what waits is safe. */
function Retention({ consumer: { retention, lag }, readAt }: { consumer: ConsumerSummary; readAt: string }) {
  return (
    <>
      {lag > 0 && retention.expiresAt !== null && retention.leftMs !== null && (
        <p>
          What waits is kept in the log; the first of it would expire in{' '}
          {formatDuration(Math.max(0, retention.leftMs))}, <Instant iso={retention.expiresAt} now={readAt} />.
        </p>
      )}
      {retention.warning !== null && (
        <p>
          <Inert text={retention.warning} />
        </p>
      )}
    </>
  );
}
