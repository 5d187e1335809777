'use client';

import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { consumerTitle } from '../../ui/format/consumer-name.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { PauseActions } from './pause-actions.tsx';
import { StatusLines } from './status-lines.tsx';

/** The first lines: the problem, since when, its impact, what to do; and the actions. */
export function WatchedConsumer({
  consumer,
  stale,
  readAt,
}: {
  consumer: ConsumerSummary;
  stale: boolean;
  readAt: string;
}) {
  const { status, statusSince, lag, todo, runbook, retention, kind } = consumer;
  const { leftMs, expiresAt, warning } = retention;
  return (
    <section aria-label="Status" className="mb-6">
      <StatusLines
        status={status}
        since={statusSince}
        why={<Why consumer={consumer} readAt={readAt} />}
        lag={lag}
        left={leftMs === null || expiresAt === null ? null : { ms: leftMs, expiresAt }}
        todo={todo}
        runbook={runbook}
        readAt={readAt}
      >
        {warning !== null && (
          <p>
            <Inert text={warning} />
          </p>
        )}
      </StatusLines>
      {(kind === 'projection' || kind === 'retries' || kind === 'other') && (
        <PauseActions consumers={[consumer]} name={consumerTitle(consumer)} stale={stale} />
      )}
    </section>
  );
}

/** The sentence of the API. A pause gets its own sentence, with its time in the reader's zone. */
function Why({ consumer, readAt }: { consumer: ConsumerSummary; readAt: string }) {
  const { pausedUntil, status, why, lag } = consumer;
  if (status !== 'paused' || pausedUntil === null) return <Inert text={why} />;
  return (
    <>
      It is paused until <Instant iso={pausedUntil} now={readAt} />
      {lag === 0 ? '. No events pending.' : `. Lag: ${formatKnown(lag)}.`}
    </>
  );
}
