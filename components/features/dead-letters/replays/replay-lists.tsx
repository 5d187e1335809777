'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import type { ReplaySummary } from '../../../../contracts/replay.ts';
import { countOf, formatCount } from '../../../../contracts/words/count.ts';
import { isUnfinished } from '../../../api/models/progress-of.ts';
import type { ReplayList as Read } from '../../../api/replays.ts';
import { REPLAYS_LISTED_MS } from '../../../limits.ts';
import { useHeldRows } from '../../../ui/table/use-held-rows.ts';
import { endedElsewhere } from './ended-elsewhere.ts';
import { ReplayList } from './replay-list.tsx';

const idOf = ({ replayId }: ReplaySummary) => replayId;

/** Running replays, and below them the ended ones. */
export function ReplayLists({
  data,
  shown,
  setShown,
  ...rest
}: {
  data: Read;
  error: UseQueryResult<Read>['error'];
  shown: '7d' | 'all';
  setShown(shown: '7d' | 'all'): void;
  openId: string | null;
  open(replayId: string): void;
  hrefOf(row: ReplaySummary): string;
}) {
  const { replays, total, readAt } = data;
  const beside = rest.openId !== null;
  const unfinishedList = useRef<HTMLDivElement>(null);
  const endedList = useRef<HTMLDivElement>(null);
  const unfinished = useHeldRows(replays.filter(isUnfinished), idOf, unfinishedList, beside, 'unfinished');
  const since = shown === 'all' ? null : Date.parse(readAt) - REPLAYS_LISTED_MS;
  const ended = endedElsewhere(replays, unfinished.rows, since);
  const endedHeld = useHeldRows(ended, idOf, endedList, beside, shown);
  const endedInAll = endedElsewhere(replays, unfinished.rows, null).length;
  const noneEnded = replays.every(isUnfinished)
    ? 'No ended replays yet.'
    : endedInAll === 0
      ? 'No other ended replays.'
      : `None; ${countOf(endedInAll, 'replay')} ended before.`;
  const table = { data, ...rest };
  return (
    <>
      <ReplayList
        {...table}
        title="Running or paused"
        list={unfinishedList}
        held={unfinished}
        empty={<p className="py-1 text-ink-2">No replay is running or paused.</p>}
      />
      <ReplayList
        {...table}
        title={shown === '7d' ? 'Ended in the last 7 days' : 'Ended'}
        list={endedList}
        held={endedHeld}
        empty={<p className="py-1 text-ink-2">{noneEnded}</p>}
      />
      {(shown === 'all' || endedInAll > ended.length) && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => setShown(shown === 'all' ? '7d' : 'all')}
        >
          <span className="link">
            {shown === 'all' ? 'Only the last 7 days' : `Show all ${formatCount(endedInAll)} that ended`}
          </span>
        </button>
      )}
      {total > replays.length && (
        <p className="text-ink-2">
          The newest {formatCount(replays.length)} of {formatCount(total)} replays are searched. Older ones
          keep their pages and are in the audit log.
        </p>
      )}
    </>
  );
}
