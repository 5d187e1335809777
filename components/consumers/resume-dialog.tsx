'use client';

import type { ConsumerSummary } from '../../contracts/consumers.ts';
import { ActDialog } from '../dialog/act-dialog.tsx';
import { countOf } from '../format/count.ts';
import { Instant } from '../instant.tsx';
import { consumerTitle } from './consumer-name.ts';
import { ProvenPause } from './proven-pause.tsx';
import { resumeConsumer } from './steer.ts';

/** Lets a paused consumer go on now, before its time. */
export function ResumeDialog({ consumer, close }: { consumer: ConsumerSummary; close(): void }) {
  const name = consumerTitle(consumer);
  const { lag, pausedUntil } = consumer;
  return (
    <ActDialog
      title={`Resume ${name}`}
      kind="consumer-resumed"
      reason="optional"
      button={`Resume ${name}`}
      reach={
        <>
          The server hands out the {countOf(lag, 'event that waits', 'events that wait')} to its workers from
          now on
          {pausedUntil !== null && (
            <>
              , instead of from <Instant iso={pausedUntil} now={new Date().toISOString()} />
            </>
          )}
          .
        </>
      }
      notTouched="No other consumer is touched. Each event is applied once, in the order of the log."
      act={async (requestId, reason) => {
        const done = await resumeConsumer(consumer, {
          requestId,
          ...(reason === undefined ? {} : { reason }),
        });
        return <ProvenPause of={consumer} name={name} act={done.act} wanted="going on" />;
      }}
      close={close}
    />
  );
}
