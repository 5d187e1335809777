'use client';

import { useQuery } from '@tanstack/react-query';
import type { Act } from '../../contracts/dead-letters.ts';
import { formatKnown } from '../format/count.ts';
import { Inert } from '../inert/inert.tsx';
import { Instant } from '../instant.tsx';
import { consumerDetail } from '../operations/consumer-detail.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { pauseOutcome } from '../status/consumer-status.ts';
import { StatusWord } from '../status/status-word.tsx';
import { type ConsumerName, consumerId, consumerTitle } from './consumer-name.ts';
import { proofOf, type Wanted } from './pause-proof.ts';
import type { ActedOnConsumer } from './steer.ts';

const ASK_MS = 1_000;

/** The outcome for each of them. */
export function ProvenPauses({ done, wanted }: { done: readonly ActedOnConsumer[]; wanted: Wanted }) {
  return (
    <div className="flex flex-col gap-4">
      {done.map(({ consumer, act }) => (
        <ProvenPause
          key={consumerId(consumer)}
          of={consumer}
          name={consumerTitle(consumer)}
          act={act}
          wanted={wanted}
        />
      ))}
    </div>
  );
}

/** The outcome of a pause or resume: not that it was sent, but what the server says of the consumer since. */
function ProvenPause({
  of,
  name,
  act,
  wanted,
}: {
  of: ConsumerName;
  name: string;
  act: Act;
  wanted: Wanted;
}) {
  const options = consumerDetail(readFromBrowser, of);
  const { data } = useQuery({
    ...options,
    refetchInterval: ({ state }) =>
      proofOf(state.data?.consumer, act, wanted) === 'waiting' ? ASK_MS : (options.refetchInterval as number),
  });
  const consumer = data?.consumer;
  const proof = proofOf(consumer, act, wanted);
  return (
    <div className="flex flex-col gap-2" data-proof={proof}>
      <p>
        <StatusWord status={pauseOutcome(wanted, proof)} />
      </p>
      <p>
        {proof === 'waiting' && (
          <>
            It is in the audit trail since <Instant iso={act.at} now={act.at} />. The next look at {name} will
            show whether it is so.
          </>
        )}
        {proof === 'proven' && consumer?.sampledAt && (
          <>
            Seen at <Instant iso={consumer.sampledAt} now={act.at} />: {name}{' '}
            {consumer.pausedUntil === null ? (
              'is not paused'
            ) : (
              <>
                is paused until <Instant iso={consumer.pausedUntil} now={act.at} />
              </>
            )}
            , with {formatKnown(consumer.lag)} waiting.
          </>
        )}
        {proof === 'refuted' &&
          'The server says otherwise since: somebody may have acted after this. Look at its time line.'}
      </p>
      <p className="text-ink-2">
        As <Inert text={act.actor} />, in the audit trail.
      </p>
    </div>
  );
}
