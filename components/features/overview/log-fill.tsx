import type { LogHistory } from '../../../contracts/log-history.ts';
import { formatBytes } from '../../../contracts/words/bytes.ts';
import type { ChartPoint } from '../../ui/chart/chart-props.ts';
import { lastKnown } from './last-known.ts';
import { formatPercent } from './log-points.ts';

/** How full the log is now: the fullest partition, and the used share of all partitions together. */
export function LogFill({
  points,
  history,
}: {
  points: readonly ChartPoint[];
  history: LogHistory | undefined;
}) {
  const share = lastKnown(points, 'share');
  const bytes = lastKnown(points, 'bytes');
  if (bytes === null) return 'unknown';
  const most = history?.points.at(-1)?.maxBytes ?? null;
  return (
    <>
      {share === null ? '—' : formatPercent(share.value)}
      <span className="font-normal text-ink-2 text-small">
        {' '}
        {formatBytes(bytes.value)}
        {most === null ? ', no limit' : ` of ${formatBytes(most)}`}
      </span>
    </>
  );
}
