'use client';

import { formatDuration } from '../../../contracts/words/duration.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { consumerHref } from '../../ui/links/addresses.ts';
import { PageLink } from '../../ui/links/page-link.tsx';
import { consumerStatusAt, partialStatus } from '../../ui/status/consumer-status.ts';
import { DeadLetterRate } from '../../ui/status/dead-letter-rate.tsx';
import { StatusWord } from '../../ui/status/status-word.tsx';
import { storeStatus } from '../../ui/status/store-status.ts';
import type { ProjectionNumbers } from './pipeline-numbers.ts';
import styles from './pipeline-strip.module.css';

/** From the log to a projection to its store. */
export function ProjectionLine({ numbers }: { numbers: ProjectionNumbers }) {
  const { title, status, reach, leftMs, lag, outPerSecond, deadLetteredPerSecond, drainMs, worst } = numbers;
  return (
    <li className={styles.line}>
      <div className={styles.box}>
        <h3 className="flex items-baseline justify-between gap-3">
          <PageLink href={consumerHref(worst.stream, worst.consumer)} className="inline-block">
            {title}
          </PageLink>
          <StatusWord status={partialStatus(consumerStatusAt(status, leftMs), reach)} />
        </h3>
        <p className="flex flex-wrap justify-between gap-x-3">
          <span>
            <span className="inline-block min-w-[6ch]">{formatRate(outPerSecond)}</span>{' '}
            <span className="text-ink-2">processed</span>
          </span>
          <span>
            <span className="inline-block min-w-[7ch] text-right">{formatKnown(lag)}</span>{' '}
            <span className="text-ink-2">behind</span>
          </span>
          <span className="text-ink-2">
            {lag === null || lag === 0 || (drainMs === null && (status === 'ok' || status === 'paused'))
              ? '—'
              : drainMs === null
                ? 'backlog growing'
                : `ETA ${formatDuration(drainMs)}`}
          </span>
        </p>
        <DeadLetterRate perSecond={deadLetteredPerSecond} />
      </div>
      <div className={styles.box}>
        <h3 className="text-ink-2 text-small">Its store</h3>
        <StatusWord status={storeStatus(status)} />
      </div>
    </li>
  );
}
