'use client';

import { useRef, useState } from 'react';
import type { ConsumerSummary } from '../../contracts/consumers.ts';
import { ActDialog } from '../dialog/act-dialog.tsx';
import { SelectFilter } from '../filters/fields.tsx';
import { countOf } from '../format/count.ts';
import { formatRate } from '../format/rate.ts';
import { Instant } from '../instant.tsx';
import { consumerTitle } from './consumer-name.ts';
import { ProvenPause } from './proven-pause.tsx';
import { pauseConsumer } from './steer.ts';

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

/** Holds one consumer until a time: always one, so that nothing is paused for good by being forgotten. */
export function PauseDialog({ consumer, close }: { consumer: ConsumerSummary; close(): void }) {
  const [minutes, setMinutes] = useState('60');
  const [openedAt] = useState(Date.now);
  // The same request, sent again, has the same time.
  const sent = useRef<{ minutes: string; until: string } | null>(null);
  const name = consumerTitle(consumer);
  const { lag, inPerSecond } = consumer;
  const until = new Date(openedAt + Number(minutes) * MINUTE_MS).toISOString();
  return (
    <ActDialog
      title={`Pause ${name}`}
      kind="consumer-paused"
      reason="required"
      button={`Pause ${name}`}
      reach={
        <>
          The server hands out nothing of {name} until about{' '}
          <Instant iso={until} now={new Date(openedAt).toISOString()} />; then it goes on by itself.{' '}
          {countOf(lag, 'event waits', 'events wait')} now
          {inPerSecond !== null && inPerSecond > 0 && <>, and {formatRate(inPerSecond)} come in</>}.
        </>
      }
      notTouched={
        consumer.projection === null
          ? 'What was handed out before may still be answered for. No other consumer is touched, and nothing is lost.'
          : 'Commands are accepted and kept in the log as before, and other partitions go on. What a worker has in hand it finishes.'
      }
      act={async (requestId, reason) => {
        if (sent.current?.minutes !== minutes) {
          sent.current = { minutes, until: new Date(Date.now() + Number(minutes) * MINUTE_MS).toISOString() };
        }
        const done = await pauseConsumer(consumer, {
          until: sent.current.until,
          reason: reason ?? '',
          requestId,
        });
        return <ProvenPause of={consumer} name={name} act={done.act} wanted="paused" />;
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
    </ActDialog>
  );
}
