'use client';

import type { ReactNode } from 'react';
import type { ConsumerList } from '../../../contracts/consumers.ts';
import type { LiveCounters } from '../../../contracts/live.ts';
import { formatBytes } from '../../../contracts/words/bytes.ts';
import { countOf, formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { formatShare } from '../../ui/format/share.ts';
import { ListSection } from '../../ui/table/list-section.tsx';
import { ListState } from '../../ui/table/list-state.tsx';
import { Instant } from '../../ui/text/instant.tsx';
import { pipelineNumbers } from './pipeline-numbers.ts';
import styles from './pipeline-strip.module.css';
import { ProjectionLine } from './projection-line.tsx';

/** The pipeline: clients and gateway, the log, each projection and its store, with their present rates. */
export function PipelineStrip({
  consumers,
  counters,
  p99Ms,
  now,
  staleSince,
}: {
  consumers: ConsumerList;
  counters: LiveCounters | null;
  /** Of the last whole minute; null where unknown. */
  p99Ms: number | null;
  now: string;
  staleSince: string | null;
}) {
  const { storedPerSecond, log, partitions, fullestShare, projections } = pipelineNumbers(
    consumers,
    counters,
  );
  return (
    <ListSection
      title="Pipeline"
      aside={
        staleSince === null && consumers.watch.snapshotAt !== null ? (
          <>
            as of <Instant iso={consumers.watch.snapshotAt} now={now} />
          </>
        ) : (
          <ListState staleSince={staleSince} waiting={0} show={() => {}} />
        )
      }
    >
      <ol className={styles.strip} data-stale={staleSince !== null}>
        <Box name="Clients → gateway">
          <Figure word="accepted">{formatRate(storedPerSecond)}</Figure>
          <Figure word="p99, 1 min">{p99Ms === null ? '—' : formatDuration(p99Ms)}</Figure>
        </Box>
        <Box name={`Log, ${countOf(partitions, 'partition')}`}>
          <Figure word="events">{log === null ? 'unknown' : formatCount(log.events)}</Figure>
          <Figure word="held">{log === null ? 'unknown' : formatBytes(log.bytes)}</Figure>
          <Figure word="fullest partition">
            {fullestShare === null ? 'unknown' : formatShare(fullestShare)}
          </Figure>
        </Box>
        <li className={styles.lines}>
          <ul>
            {projections.map((each) => (
              <ProjectionLine key={each.projection} numbers={each} />
            ))}
          </ul>
        </li>
      </ol>
    </ListSection>
  );
}

const Box = ({ name, children }: { name: string; children: ReactNode }) => (
  <li className={styles.box}>
    <h3 className="text-ink-2 text-small">{name}</h3>
    {children}
  </li>
);

/** Its width stays while the number changes. */
const Figure = ({ word, children }: { word: string; children: ReactNode }) => (
  <p className="flex items-baseline justify-between gap-x-3 whitespace-nowrap max-cramped:flex-wrap">
    <span className="text-ink-2">{word}</span>
    <span className="min-w-[8ch] text-right">{children}</span>
  </p>
);
