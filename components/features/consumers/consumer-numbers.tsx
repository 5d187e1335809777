import type { ReactNode } from 'react';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { StatusNumbers } from '../../api/models/projection-of.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { cutId } from '../../ui/format/cut-id.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { commandHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { LiveDeadLetterRate } from './dead-letter-rate.tsx';
import { drainWords } from './drain-words.ts';

function Fact({ name, value, children }: { name: string; value: ReactNode; children?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-2 text-small">{name}</dt>
      <dd>
        <span className="block text-title font-semibold">{value}</span>
        <span className="block text-ink-2 text-small">{children}</span>
      </dd>
    </div>
  );
}

/** Its present numbers. */
export function ConsumerNumbers({
  consumer,
  projection,
  windowMs,
  readAt,
}: {
  consumer: StatusNumbers;
  /** The projection whose dead letters are counted with its rates; null for another consumer. */
  projection: string | null;
  /** The time that rates are measured over. */
  windowMs: number;
  readAt: string;
}) {
  const { lag, pending, ackPending, retrying, redelivered, oldest } = consumer;
  const { inPerSecond, outPerSecond, allowedLag } = consumer;
  return (
    <dl className="mb-8 grid grid-cols-2 gap-x-6 max-cramped:grid-cols-1 gap-y-4 border-line border-y py-4 phone:grid-cols-4">
      <Fact name="Lag" value={formatKnown(lag)}>
        {lag !== null && (
          <>
            {formatKnown(pending)} pending, {formatKnown(ackPending)} ack pending
            {redelivered !== null && redelivered > 0 && <>, {formatCount(redelivered)} of them again</>}
            {retrying !== 0 && <>, {formatKnown(retrying)} in the retry queue</>}
          </>
        )}
        {allowedLag > 0 && <>; {formatCount(allowedLag)} allowed</>}
      </Fact>
      <Fact
        name="Age of the oldest"
        value={oldest ? formatDuration(oldest.ageMs) : lag === 0 ? '—' : 'unknown'}
      >
        {oldest && (
          <>
            {oldest.commandId === null ? (
              <span className="break-all">
                <Inert text={oldest.subject} />
              </span>
            ) : (
              <PageLink href={commandHref(oldest.commandId)} className="mono" title={oldest.commandId}>
                {cutId(oldest.commandId)}
              </PageLink>
            )}{' '}
            of <Instant iso={oldest.storedAt} now={readAt} />
          </>
        )}
      </Fact>
      <Fact name="In / out" value={`${formatRate(inPerSecond)}, ${formatRate(outPerSecond)}`}>
        over the last {formatDuration(windowMs)}
        {projection !== null && (
          <span className="block">
            <LiveDeadLetterRate projection={projection} />
          </span>
        )}
      </Fact>
      <Fact name="ETA" value={drainWords({ ...consumer, paused: consumer.status === 'paused' })}>
        {consumer.drainMs !== null && lag !== null && lag > 0 && 'at these rates'}
      </Fact>
    </dl>
  );
}
