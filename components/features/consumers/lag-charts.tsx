'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatCount } from '../../../contracts/words/count.ts';
import { formatDuration } from '../../../contracts/words/duration.ts';
import { chartEvents } from '../../api/chart-events.ts';
import type { consumerHistory } from '../../api/consumer-history.ts';
import { Failure } from '../../api/failures/failure.tsx';
import { chartMarkers, type MarkedScope } from '../../api/models/chart-markers.ts';
import { readFromBrowser } from '../../api/read-from-browser.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import { describeHistory } from '../../ui/chart/history-points.ts';
import { chartPoints, statusSpans } from '../../ui/chart/lag-points.ts';
import { RangePicker } from '../../ui/chart/range-picker.tsx';
import { fitRange, rangeBetween, type TimeRange } from '../../ui/chart/time-range.ts';
import { useChartsView } from '../../ui/chart/use-charts-view.ts';
import { formatKnown } from '../../ui/format/count.ts';
import { formatDurationTick } from '../../ui/format/duration.ts';
import { StatusStrip } from './status-strip.tsx';

const SYNC = 'consumer';

/** Age and lag on one time axis, with the status under each chart and markers for what happened. */
export function LagCharts({
  historyOf,
  scope,
  lag,
  oldest,
  allowedLag,
  snapshotMs,
  troubleSince,
  layout,
}: {
  /** The query for the history of a range. */
  historyOf(range: TimeRange): ReturnType<typeof consumerHistory>;
  scope: MarkedScope;
  lag: number | null;
  oldest: { ageMs: number } | null;
  allowedLag: number;
  snapshotMs: number;
  /** Since when its status has not been OK; null where it is, or where that is unknown. ISO 8601. */
  troubleSince: string | null;
  layout: 'page' | 'drawer';
}) {
  const { range, log, setView } = useChartsView(fitRange([troubleSince], Date.now()));
  const { data, error, refetch, isFetching } = useQuery({
    ...historyOf(range),
    placeholderData: keepPreviousData,
  });
  const events = useQuery({ ...chartEvents(readFromBrowser, range), placeholderData: keepPreviousData });
  const markers =
    data && events.data
      ? chartMarkers(events.data, scope, Date.parse(data.from), Date.parse(data.until))
      : [];
  const zoom = (from: number, until: number) => setView({ range: rangeBetween(from, until) });
  const points = data === undefined ? [] : chartPoints(data, snapshotMs);
  const strip = data && (
    <StatusStrip
      spans={statusSpans(data, snapshotMs)}
      from={Date.parse(data.from)}
      until={Date.parse(data.until)}
    />
  );
  return (
    <section aria-label="Over time" className="mb-8">
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="section-title">Over time</h2>
        <RangePicker range={range} change={(next) => setView({ range: next })} />
      </div>
      {data === undefined && error !== null ? (
        <Failure
          title="The history cannot be read"
          error={error}
          retry={() => void refetch()}
          retrying={isFetching}
        />
      ) : (
        <div className={`grid gap-6 ${layout === 'page' ? 'full:grid-cols-2' : ''}`}>
          <div className="min-w-0">
            <Chart
              title="Age of the oldest"
              now={oldest ? formatDuration(oldest.ageMs) : lag === 0 ? '—' : 'unknown'}
              sentence={describeHistory(points, 'age', formatDuration)}
              points={points}
              lines={[{ key: 'age', name: 'Age' }]}
              format={formatDuration}
              formatTick={formatDurationTick}
              large
              syncId={SYNC}
              zoom={zoom}
              markers={markers}
            >
              {strip}
            </Chart>
          </div>
          <div className="min-w-0">
            <Chart
              title="Lag"
              now={formatKnown(lag)}
              sentence={describeHistory(points, 'lag', formatCount)}
              points={points}
              lines={[{ key: 'lag', name: 'Events' }]}
              format={formatCount}
              large
              log={log}
              syncId={SYNC}
              zoom={zoom}
              markers={markers}
              threshold={allowedLag > 0 ? { value: allowedLag, name: 'allowed' } : undefined}
              aside={
                <button
                  type="button"
                  aria-pressed={log}
                  className="quiet-button px-2 text-ink-2 text-small hover:bg-hover hover:text-ink"
                  onClick={() => setView({ log: !log })}
                >
                  {log ? 'Linear' : 'Logarithmic'}
                </button>
              }
            >
              {strip}
            </Chart>
          </div>
        </div>
      )}
    </section>
  );
}
