'use client';

import { Instant } from '../text/instant.tsx';
import { RANGE_NAMES, rangeKey, rangeWords, type TimeRange } from './time-range.ts';

/** The range of a page's charts. A range that the user dragged over is named by its times. */
export function RangePicker({ range, change }: { range: TimeRange; change(range: TimeRange): void }) {
  const now = new Date().toISOString();
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="visually-hidden">Range of the charts</legend>
      {RANGE_NAMES.map((name) => {
        const here = rangeKey(range) === name;
        return (
          <button
            key={name}
            type="button"
            aria-pressed={here}
            className={`quiet-button px-2 text-small hover:bg-hover ${here ? 'bg-hover font-semibold' : 'text-ink-2'}`}
            onClick={() => change({ kind: 'last', name })}
          >
            {rangeWords[name]}
          </button>
        );
      })}
      {range.kind === 'between' && (
        <span className="px-2 font-semibold text-small">
          <Instant iso={new Date(range.from).toISOString()} now={now} /> to{' '}
          <Instant iso={new Date(range.until).toISOString()} now={now} />
        </span>
      )}
    </fieldset>
  );
}
