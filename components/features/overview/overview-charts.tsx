'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { memo } from 'react';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { acceptance } from '../../api/acceptance.ts';
import { chartEvents } from '../../api/chart-events.ts';
import { logHistory, projectionHistory } from '../../api/consumer-history.ts';
import { chartMarkers } from '../../api/models/chart-markers.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import { chartPoints } from '../../ui/chart/lag-points.ts';
import { RangePicker } from '../../ui/chart/range-picker.tsx';
import { type RangeName, rangeBetween, rangeBounds, rangeInWords } from '../../ui/chart/time-range.ts';
import { useChartsView } from '../../ui/chart/use-charts-view.ts';
import { formatDurationTick } from '../../ui/format/duration.ts';
import { formatRate } from '../../ui/format/rate.ts';
import { AcceptedFigure } from './accepted-figure.tsx';
import { BacklogFigure } from './backlog-figure.tsx';
import { acceptancePoints, rangeSentence } from './chart-points.ts';
import { lastKnown, presentValue } from './last-known.ts';
import { LogFill } from './log-fill.tsx';
import { fillLines, formatDays, formatPercent, logIdleBetween, logPoints } from './log-points.ts';

const SYNC = 'overview';
/** From this fill on, pending events may expire unprocessed. */
const CLOCK_WARNS_DAYS = 3;

/** Round times on an axis are written in one unit. */
const ms = (value: number) => formatDuration(value).replace(/ 00 (s|min|h)$/, '');

/** Acceptance, lag and the log over time: one time axis, one crosshair, and markers for what happened. The numbers above change every second without drawing the charts again.
 */
export const OverviewCharts = memo(function OverviewCharts({
  snapshotMs,
  fitted,
}: {
  snapshotMs: number;
  /** The range where none is chosen. */
  fitted: RangeName;
}) {
  const { range, setView } = useChartsView(fitted);
  const kept = { placeholderData: keepPreviousData };
  const accepted = useQuery({ ...acceptance(readFromBrowser, range), ...kept });
  const behind = useQuery({ ...projectionHistory(readFromBrowser, null, range), ...kept });
  const filled = useQuery({ ...logHistory(readFromBrowser, range), ...kept });
  const events = useQuery({ ...chartEvents(readFromBrowser, range), ...kept });
  const idleBetween = filled.data && logIdleBetween(filled.data, snapshotMs);
  const accepts = accepted.data ? acceptancePoints(accepted.data, idleBetween) : [];
  const lags = behind.data ? chartPoints(behind.data, snapshotMs) : [];
  const log = filled.data ? logPoints(filled.data, snapshotMs) : [];
  // One axis for all charts: it ends where the newest read ends.
  const readAt = Math.max(accepted.dataUpdatedAt, behind.dataUpdatedAt, filled.dataUpdatedAt);
  const { from, until } = rangeBounds(range, readAt);
  const span = { from, until: until ?? readAt };
  const shared = {
    height: 96,
    syncId: SYNC,
    span,
    markers: events.data ? chartMarkers(events.data, null, span.from, span.until) : [],
    zoom: (from: number, until: number) => setView({ range: rangeBetween(from, until) }),
  } as const;
  const isIdle = lastKnown(accepts, 'perSecond')?.value === 0;
  const words = rangeInWords(range);
  return (
    <section aria-label="Over time" className="mb-8">
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="section-title">Over time</h2>
        <RangePicker range={range} change={(next) => setView({ range: next })} />
      </div>
      <div className="grid gap-x-6 gap-y-4 full:grid-cols-2">
        <Chart
          title="Accepted"
          now={<AcceptedFigure />}
          sentence={`${words}: ${rangeSentence(accepts, 'perSecond', formatRate)}`}
          points={accepts}
          lines={[{ key: 'perSecond', name: 'Accepted/s' }]}
          format={formatRate}
          {...shared}
        />
        <Chart
          title="Time to accept, p99"
          now={isIdle && lastKnown(accepts, 'p99') === null ? '—' : presentValue(accepts, 'p99', ms)}
          sentence={`p99, ${words}: ${rangeSentence(accepts, 'p99', ms)}`}
          points={accepts}
          lines={[
            { key: 'p50', name: 'p50' },
            { key: 'p95', name: 'p95', stroke: 'dashed' },
            { key: 'p99', name: 'p99', stroke: 'dotted' },
          ]}
          format={ms}
          {...shared}
        />
        <Chart
          title="Lag, all projections"
          now={<BacklogFigure of="lag" />}
          sentence={`${words}: ${rangeSentence(lags, 'lag', formatCount)}`}
          points={lags}
          lines={[{ key: 'lag', name: 'Lag, events' }]}
          format={formatCount}
          {...shared}
        />
        <Chart
          title="Oldest unprocessed event"
          now={<BacklogFigure of="age" />}
          sentence={`Its age, ${words}: ${rangeSentence(lags, 'age', ms)}`}
          points={lags}
          lines={[{ key: 'age', name: 'Age of the oldest' }]}
          format={ms}
          formatTick={formatDurationTick}
          {...shared}
        />
        <Chart
          title="Log fill, fullest partition"
          now={<LogFill points={log} history={filled.data} />}
          sentence={`${words}: ${rangeSentence(log, 'share', formatPercent)}`}
          points={log}
          lines={fillLines}
          format={formatPercent}
          {...shared}
        />
        <Chart
          title="Time until data expires"
          now={presentValue(log, 'left', formatDays)}
          sentence={`Until the first unprocessed event expires, ${words}: ${rangeSentence(log, 'left', formatDays)}`}
          points={log}
          lines={[{ key: 'left', name: 'Left' }]}
          format={formatDays}
          threshold={{ value: CLOCK_WARNS_DAYS, name: '72 h' }}
          {...shared}
        />
      </div>
    </section>
  );
});
