'use client';

import { useQuery } from '@tanstack/react-query';
import type { Action } from '../../../contracts/dead-letters.ts';
import { consumerDetail } from '../../api/consumer-detail.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { type ConsumerName, consumerId, consumerTitle } from '../../ui/format/consumer-name.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { pauseOutcome } from '../../ui/status/consumer-status.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { proofOf, type Wanted } from './pause-proof.ts';
import type { ActedOnConsumer } from './steer.ts';

const ASK_MS = 1_000;

/** The outcome for each of them. */
export function ProvenPauses({ done, wanted }: { done: readonly ActedOnConsumer[]; wanted: Wanted }) {
  return (
    <div className="flex flex-col gap-4">
      {done.map(({ consumer, action }) => (
        <ProvenPause
          key={consumerId(consumer)}
          of={consumer}
          name={consumerTitle(consumer)}
          action={action}
          wanted={wanted}
        />
      ))}
    </div>
  );
}

/** The outcome of a pause or resume, by what the server has reported about the consumer since. */
function ProvenPause({
  of,
  name,
  action,
  wanted,
}: {
  of: ConsumerName;
  name: string;
  action: Action;
  wanted: Wanted;
}) {
  const options = consumerDetail(readFromBrowser, of);
  const { data } = useQuery({
    ...options,
    refetchInterval: ({ state }) =>
      proofOf(state.data?.consumer, action, wanted) === 'waiting'
        ? ASK_MS
        : (options.refetchInterval as number),
  });
  const consumer = data?.consumer;
  const proof = proofOf(consumer, action, wanted);
  return (
    <div className="flex flex-col gap-2" data-proof={proof}>
      <p>
        <StatusWord status={pauseOutcome(wanted, proof)} />
      </p>
      <p>
        {proof === 'waiting' && (
          <>
            It is in the audit log since <Instant iso={action.at} now={action.at} />. The next look at {name}{' '}
            will confirm it.
          </>
        )}
        {proof === 'proven' && consumer?.snapshotAt && (
          <>
            Seen at <Instant iso={consumer.snapshotAt} now={action.at} />: {name}{' '}
            {consumer.pausedUntil === null ? (
              'is not paused'
            ) : (
              <>
                is paused until <Instant iso={consumer.pausedUntil} now={action.at} />
              </>
            )}
            , with {formatKnown(consumer.lag)} waiting.
          </>
        )}
        {proof === 'refuted' &&
          'The server reports otherwise: somebody may have changed it after this. Check the timeline.'}
      </p>
      <p className="text-ink-2">
        As <Inert text={action.actor} />, in the audit log.
      </p>
    </div>
  );
}
