'use client';

import { useRef, useState } from 'react';
import type { ConsumerSummary } from '../../../contracts/consumers.ts';
import { countOf } from '../../../contracts/words/count.ts';
import { ActionDialog } from '../../api/action-dialog/action-dialog.tsx';
import { SelectFilter } from '../../ui/filters/fields.tsx';
import { formatRate } from '../../ui/format/rate.ts';
import { Instant } from '../../ui/text/instant.tsx';
import { ProvenPauses } from './proven-pause.tsx';
import { actOnEach, pauseConsumer } from './steer.ts';

const MINUTE_MS = 60_000;
const TIMES = [
  { minutes: 15, word: '15 minutes' },
  { minutes: 60, word: '1 hour' },
  { minutes: 240, word: '4 hours' },
  { minutes: 720, word: '12 hours' },
  { minutes: 1_440, word: '1 day' },
  { minutes: 4_320, word: '3 days' },
  { minutes: 10_080, word: '7 days' },
];

/** Pauses consumers until a given time, so that a forgotten pause ends by itself. */
export function PauseDialog({
  consumers,
  name,
  close,
}: {
  consumers: readonly ConsumerSummary[];
  /** The name of the consumer, or of all of them together. */
  name: string;
  close(): void;
}) {
  const [minutes, setMinutes] = useState('60');
  const [openedAt] = useState(Date.now);
  // The same request, sent again, has the same time.
  const sent = useRef<{ minutes: string; until: string } | null>(null);
  const lag = consumers.reduce((sum, each) => sum + (each.lag ?? 0), 0);
  // Each partition has its own events, so the rates of the partitions add up.
  const inPerSecond = consumers.reduce((sum, each) => sum + (each.inPerSecond ?? 0), 0);
  const until = new Date(openedAt + Number(minutes) * MINUTE_MS).toISOString();
  return (
    <ActionDialog
      title={`Pause ${name}`}
      kind="consumer-paused"
      reason="required"
      button={`Pause ${name}`}
      reach={
        <>
          The server delivers no events of {name}
          {consumers.length > 1 && <> ({countOf(consumers.length, 'consumer')}, retries among them)</>} until
          about <Instant iso={until} now={new Date(openedAt).toISOString()} />; then it resumes by itself.{' '}
          {countOf(lag, 'event')} pending now
          {inPerSecond > 0 && <>, and {formatRate(inPerSecond)} come in</>}.
        </>
      }
      notTouched={
        consumers[0]?.projection === null
          ? 'Delivered events may still be acknowledged. Other consumers are not affected, and nothing is lost.'
          : `Commands are accepted and kept in the log as before, and other ${consumers.length > 1 ? 'projections' : 'partitions'} continue. Workers finish the events they already have.`
      }
      action={async (requestId, reason) => {
        if (sent.current?.minutes !== minutes) {
          sent.current = { minutes, until: new Date(Date.now() + Number(minutes) * MINUTE_MS).toISOString() };
        }
        const { until: to } = sent.current;
        const done = await actOnEach(consumers, (each) =>
          pauseConsumer(each, { until: to, reason: reason ?? '', requestId }),
        );
        return <ProvenPauses done={done} wanted="paused" />;
      }}
      close={close}
    >
      <SelectFilter
        label="For"
        value={minutes}
        change={setMinutes}
        any={null}
        options={TIMES.map((each) => ({ value: String(each.minutes), word: each.word }))}
      />
    </ActionDialog>
  );
}
