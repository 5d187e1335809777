import type { LogHistory } from '../../../contracts/log-history.ts';
import { formatBytes } from '../../../contracts/words/bytes.ts';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import type { ChartLine, ChartPoint } from '../../ui/chart/chart-props.ts';
import { historyPoints, stepMsOf } from '../../ui/chart/history-points.ts';
import { formatShare } from '../../ui/format/share.ts';

const DAY_MS = 86_400_000;

export const formatPercent = (percent: number): string => formatShare(percent / 100);
/** Round times are written in one unit. */
export const formatDays = (days: number): string =>
  (days === 0 ? '0 d' : formatDuration(days * DAY_MS)).replace(/ 00 (s|min|h)$/, '');

/** How full the log was, and the time until pending events expired, each the most severe of its interval. */
export const logPoints = (history: LogHistory, snapshotMs: number): ChartPoint[] =>
  historyPoints(history, snapshotMs, ['share', 'bytes', 'events', 'oldest', 'left'], (snapshots) => {
    const last = snapshots.at(-1) as LogHistory['points'][number];
    const shares = snapshots.flatMap(({ fullestShare }) => fullestShare ?? []);
    const left = snapshots.flatMap(({ leftMs }) => leftMs ?? []);
    return {
      // In percent and in days, so that the axis has round numbers.
      share: shares.length > 0 ? 100 * Math.max(...shares) : null,
      bytes: last.bytes,
      events: last.messages,
      oldest: last.oldestAt === null ? null : Date.parse(last.at) - Date.parse(last.oldestAt),
      left: left.length > 0 ? Math.min(...left) / DAY_MS : null,
    };
  });

/** The fullest partition is drawn: it refuses events first. Beside it, the total of all partitions. */
export const fillLines: ChartLine[] = [
  { key: 'share', name: 'Fullest partition', format: formatPercent },
  { key: 'bytes', name: 'All partitions', format: formatBytes, drawn: false },
  { key: 'events', name: 'Events', format: formatCount, drawn: false },
  {
    key: 'oldest',
    name: 'Oldest kept',
    format: (ms) => formatDuration(Math.max(0, ms)),
    drawn: false,
  },
];

/**
 * Makes a function that says whether the log held as many events at the end of a period as at its beginning; false
 * also if unknown.
 */
export function logIdleBetween({ points, resolution }: LogHistory, snapshotMs: number) {
  const stepMs = stepMsOf(resolution, snapshotMs);
  // A point has the count at its end.
  const counts = points.map(({ at, messages }) => ({ at: Date.parse(at) + stepMs, messages }));
  return (from: number, until: number): boolean => {
    const before = counts.findLast(({ at }) => at <= from);
    const after = counts.find(({ at }) => at >= until);
    return before !== undefined && after !== undefined && before.messages === after.messages;
  };
}
