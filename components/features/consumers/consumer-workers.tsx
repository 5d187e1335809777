import type { ConsumerSummary, LastWorker, WorkerSeen } from '../../../contracts/consumers.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { circuitStatus } from '../../ui/status/store-status.ts';
import { TimeHead } from '../../ui/table/time-head.tsx';
import { Inert } from '../../ui/text/inert.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { ConsumerTable, type FactColumn } from './consumer-table.tsx';

const columnsAt = (now: string): FactColumn<WorkerSeen>[] => [
  {
    head: 'Process',
    cell: ({ process }) => (
      <span className="mono">
        <Inert text={process} />
      </span>
    ),
  },
  { head: 'Version', cell: ({ version }) => <Inert text={version} /> },
  {
    head: 'Store',
    cell: ({ circuit, storeDownSince, obstacles }) => (
      <>
        <StatusWord status={circuitStatus(circuit, storeDownSince !== null)} />
        {storeDownSince !== null && (
          <span className="ml-2 text-ink-2">
            since <Instant iso={storeDownSince} now={now} />
          </span>
        )}
        {obstacles.map((obstacle) => (
          <span key={obstacle} className="block text-ink-2 text-small">
            <Inert text={obstacle} />
          </span>
        ))}
      </>
    ),
  },
  { head: 'Ack pending', numeric: true, cell: ({ ackPending }) => formatCount(ackPending) },
  {
    head: <TimeHead>Started</TimeHead>,
    numeric: true,
    wide: true,
    cell: ({ startedAt }) => <Instant iso={startedAt} now={now} />,
  },
  {
    head: <TimeHead>Last seen</TimeHead>,
    numeric: true,
    wide: true,
    cell: ({ lastHeartbeatAt }) => <Instant iso={lastHeartbeatAt} now={now} />,
  },
];

/** The workers connected to it, also those that wait for their store. */
export function ConsumerWorkers({
  workers,
  last,
  consumer,
  readAt,
}: {
  workers: readonly WorkerSeen[];
  last: LastWorker | null;
  consumer: Pick<ConsumerSummary, 'kind' | 'waiting'>;
  readAt: string;
}) {
  return (
    <section aria-label="Workers" className="mb-8">
      <h2 className="section-title mb-1">Workers</h2>
      {workers.length > 0 ? (
        <ConsumerTable
          label="Connected workers"
          columns={columnsAt(readAt)}
          rows={workers}
          keyOf={({ process }) => process}
        />
      ) : (
        <p className="text-ink-2">
          {consumer.kind === 'projection' || consumer.kind === 'retries' ? (
            <NoWorker last={last} now={readAt} />
          ) : (
            `Only Waybill’s workers report themselves. Open requests for events on this consumer: ${formatKnown(consumer.waiting)}.`
          )}
        </p>
      )}
    </section>
  );
}

const DID: Record<LastWorker['did'], string> = {
  started: 'started at',
  stopped: 'stopped at',
  reported: 'seen until',
};

/** Says that no worker is connected, and where the last one ran. */
function NoWorker({ last, now }: { last: LastWorker | null; now: string }) {
  if (!last) return 'No worker is connected, and no earlier one is known.';
  return (
    <>
      No worker is connected. The last one was{' '}
      <span className="mono">
        <Inert text={last.process} />
      </span>
      , {DID[last.did]} <Instant iso={last.at} now={now} />.
    </>
  );
}
