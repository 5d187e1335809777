'use client';

import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ProvenPauses } from './proven-pause.tsx';
import { actOnEach, resumeConsumer } from './steer.ts';

/** Resumes paused consumers before their time. */
export function ResumeDialog({
  consumers,
  name,
  close,
}: {
  consumers: readonly ConsumerSummary[];
  /** The name of the consumer, or of all of them together. */
  name: string;
  close(): void;
}) {
  const lag = consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0);
  const until = consumers.length === 1 ? (consumers[0]?.pausedUntil ?? null) : null;
  return (
    <ActionDialog
      title={`Resume ${name}`}
      kind="consumer-resumed"
      reason="optional"
      button={`Resume ${name}`}
      reach={
        <>
          The server delivers the {countOf(lag, 'pending event')} to its workers from now on
          {until !== null && (
            <>
              , instead of from <Instant iso={until} now={new Date().toISOString()} />
            </>
          )}
          .{consumers.length > 1 && <> {countOf(consumers.length, 'consumer is', 'consumers are')} paused.</>}
        </>
      }
      notTouched="Other consumers are not affected. Each event is applied once, in the order of the log."
      action={async (requestId, reason) => {
        const done = await actOnEach(consumers, (each) =>
          resumeConsumer(each, { requestId, ...(reason === undefined ? {} : { reason }) }),
        );
        return <ProvenPauses done={done} wanted="resumed" />;
      }}
      close={close}
    />
  );
}
