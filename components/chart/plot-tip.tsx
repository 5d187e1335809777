'use client';

import { Inert } from '../inert/inert.tsx';
import { Instant } from '../instant.tsx';
import { familyClass } from '../status.ts';
import { StatusMark } from '../status-mark.tsx';
import type { ChartLine, ChartMarker, ChartPoint } from './chart-props.ts';

const MARKERS_SHOWN = 4;

/** What the crosshair stands on, and what happened there. */
export function PlotTip({
  point,
  lines,
  markers,
  format,
  now,
}: {
  point: ChartPoint | undefined;
  lines: readonly ChartLine[];
  markers: readonly ChartMarker[];
  format(value: number): string;
  now: string;
}) {
  if (!point) return null;
  return (
    <div className="rounded-menu border border-line bg-surface px-2 py-1 text-small shadow-float">
      <Instant iso={new Date(point.at).toISOString()} now={now} />
      {lines.map(({ key, name, format: own = format }) => {
        const value = point[key];
        return (
          <p key={key} className="flex justify-between gap-4">
            <span className="text-ink-2">{name}</span>
            {value === null || value === undefined ? 'unknown' : own(value)}
          </p>
        );
      })}
      {markers.slice(0, MARKERS_SHOWN).map(({ at, name, status }) => (
        <p
          key={`${at} ${name}`}
          className={`${familyClass[status.family]} flex max-w-72 items-baseline gap-2`}
        >
          <StatusMark mark={status.mark} className="translate-y-0.5" />
          <span className="min-w-0 whitespace-normal [overflow-wrap:anywhere]">
            <Inert text={name} />
          </span>
        </p>
      ))}
      {markers.length > MARKERS_SHOWN && (
        <p className="text-ink-2">and {markers.length - MARKERS_SHOWN} more</p>
      )}
    </div>
  );
}
