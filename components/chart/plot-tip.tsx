'use client';

import { Instant } from '../instant.tsx';
import type { ChartLine, ChartPoint } from './chart-props.ts';

/** What the crosshair stands on. */
export function PlotTip({
  point,
  lines,
  format,
  now,
}: {
  point: ChartPoint | undefined;
  lines: readonly ChartLine[];
  format(value: number): string;
  now: string;
}) {
  if (!point) return null;
  return (
    <div className="rounded-menu border border-line bg-surface px-2 py-1 text-small shadow-float">
      <Instant iso={new Date(point.at).toISOString()} now={now} />
      {lines.map(({ key, name }) => {
        const value = point[key];
        return (
          <p key={key} className="flex justify-between gap-4">
            <span className="text-ink-2">{name}</span>
            {value === null || value === undefined ? 'unknown' : format(value)}
          </p>
        );
      })}
    </div>
  );
}
