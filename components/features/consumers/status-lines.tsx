'use client';

import type { ReactNode } from 'react';
import type { ConsumerStatus } from '../../../contracts/consumer-status.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { Reach } from '../../api/models/projection-of.ts';
import { RunbookLink } from '../../ui/links/runbook-link.tsx';
import { consumerStatusAt, partialStatus } from '../../ui/status/consumer-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';

/** The first lines of a page: the problem, its start and cause, how long pending events are kept, and what to do. */
export function StatusLines({
  status,
  since,
  why,
  lag,
  left,
  todo,
  runbook,
  readAt,
  reach,
  children,
}: {
  status: ConsumerStatus;
  since: string | null;
  why: ReactNode;
  lag: number | null;
  /** When the first pending event expires. */
  left: { ms: number; expiresAt: string } | null;
  todo: string;
  runbook: string;
  readAt: string;
  /** For a projection: which part of it has the status. */
  reach?: Reach;
  children?: ReactNode;
}) {
  const whole = consumerStatusAt(status, left?.ms ?? null);
  const shown = reach ? partialStatus(whole, reach) : whole;
  return (
    <>
      <p className="mb-2 flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <StatusWord
          status={{ ...shown, word: shown.word.charAt(0).toUpperCase() + shown.word.slice(1) }}
          className="text-verdict font-semibold max-phone:text-[1.25rem]"
        />
        {since !== null && (
          <span className="text-ink-2">
            since <Instant iso={since} now={readAt} />,{' '}
            {formatDuration(Math.max(0, Date.parse(readAt) - Date.parse(since)))}
          </span>
        )}
      </p>
      <div className="flex max-w-[72ch] flex-col gap-2">
        <p>{why}</p>
        {lag !== null && lag > 0 && left !== null && (
          <p>
            Pending events are kept in the log; the first would expire in{' '}
            {formatDuration(Math.max(0, left.ms))}, <Instant iso={left.expiresAt} now={readAt} />.
          </p>
        )}
        {children}
        <p>
          <span className="text-ink-2">What to do: </span>
          <Inert text={todo} /> <RunbookLink to={runbook} />
        </p>
      </div>
    </>
  );
}
