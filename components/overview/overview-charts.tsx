'use client';

import { useQueries, useQuery } from '@tanstack/react-query';
import type { ConsumerList } from '../../contracts/consumers.ts';
import { Chart } from '../chart/chart.tsx';
import { formatCount } from '../format/count.ts';
import { formatDuration } from '../format/duration.ts';
import { formatRate } from '../format/rate.ts';
import { acceptance } from '../operations/acceptance.ts';
import { lagHistory } from '../operations/lag-history.ts';
import { readFromBrowser } from '../operations/read-from-browser.ts';
import { acceptancePoints, lagPoints, rangeSentence } from './chart-points.ts';
import { RANGES, type RangeName, rangeOf } from './chart-ranges.ts';
import { type LastPoint, lastKnown } from './last-known.ts';

/** One request a consumer: beyond this the page of each has its own charts. */
const MOST_CONSUMERS = 24;
const SYNC = 'overview';

/** Round times on an axis are said in one unit. */
const ms = (value: number) => formatDuration(value).replace(/ 00 (s|min|h)$/, '');
const nowOf = (last: LastPoint | null, format: (value: number) => string) =>
  last === null ? 'unknown' : format(last.value);

/** Acceptance and lag over time, on one time axis. */
export function OverviewCharts({
  consumers,
  range,
  setRange,
}: {
  consumers: ConsumerList;
  range: RangeName;
  setRange(range: RangeName): void;
}) {
  const { ms: rangeMs, words } = rangeOf(range);
  const accepted = useQuery(acceptance(readFromBrowser, rangeMs));
  const own = consumers.consumers.filter(({ projection }) => projection !== null);
  const asked = own.length <= MOST_CONSUMERS ? own : [];
  const histories = useQueries({
    queries: asked.map(({ stream, consumer }) => lagHistory(readFromBrowser, { stream, consumer }, rangeMs)),
  });
  const accepts = accepted.data ? acceptancePoints(accepted.data) : [];
  const read = histories.flatMap(({ data }) => data ?? []);
  const lags = read.length === asked.length && read.length > 0 ? lagPoints(read, rangeMs) : [];
  const left = own.flatMap(({ retention }) => retention.leftMs ?? []);

  return (
    <section aria-label="Over time" className="mb-8">
      <div className="mb-2 flex min-h-7 flex-wrap items-center justify-between gap-2">
        <h2 className="section-title">Over time</h2>
        <fieldset className="flex">
          <legend className="visually-hidden">How far back</legend>
          {RANGES.map((each) => (
            <button
              key={each.name}
              type="button"
              aria-pressed={each.name === range}
              className="quiet-button px-2 text-ink-2 hover:bg-hover aria-pressed:bg-hover aria-pressed:font-semibold aria-pressed:text-ink"
              onClick={() => setRange(each.name)}
            >
              {each.words}
            </button>
          ))}
        </fieldset>
      </div>
      <div className="grid gap-x-6 gap-y-4 full:grid-cols-2">
        <Chart
          title="Accepted"
          now={nowOf(lastKnown(accepts, 'perSecond'), formatRate)}
          sentence={`Last ${words}: ${rangeSentence(accepts, 'perSecond', formatRate)}`}
          points={accepts}
          lines={[{ key: 'perSecond', name: 'Accepted a second' }]}
          format={formatRate}
          height={96}
          syncId={SYNC}
        />
        <Chart
          title="Time to accept, p99"
          now={nowOf(lastKnown(accepts, 'p99'), ms)}
          sentence={`p99, last ${words}: ${rangeSentence(accepts, 'p99', ms)}`}
          points={accepts}
          lines={[
            { key: 'p50', name: 'p50' },
            { key: 'p95', name: 'p95', stroke: 'dashed' },
            { key: 'p99', name: 'p99', stroke: 'dotted' },
          ]}
          format={ms}
          height={96}
          syncId={SYNC}
        />
        {asked.length > 0 && (
          <>
            <Chart
              title="Behind, all projections"
              now={nowOf(lastKnown(lags, 'lag'), formatCount)}
              sentence={`Last ${words}: ${rangeSentence(lags, 'lag', formatCount)}`}
              points={lags}
              lines={[{ key: 'lag', name: 'Events behind' }]}
              format={formatCount}
              height={96}
              syncId={SYNC}
            />
            <Chart
              title="Oldest unprocessed event"
              now={
                left.length === 0 ? (
                  nowOf(lastKnown(lags, 'age'), ms)
                ) : (
                  <>
                    {nowOf(lastKnown(lags, 'age'), ms)}
                    <span className="font-normal text-ink-2 text-small">
                      {' '}
                      expires in {formatDuration(Math.max(0, Math.min(...left)))}
                    </span>
                  </>
                )
              }
              sentence={`Its age, last ${words}: ${rangeSentence(lags, 'age', ms)}`}
              points={lags}
              lines={[{ key: 'age', name: 'Age of the oldest' }]}
              format={ms}
              height={96}
              syncId={SYNC}
            />
          </>
        )}
      </div>
    </section>
  );
}
