'use client';

import { familyClass } from '../status/family.ts';
import { StatusMark } from '../status/status-mark.tsx';
import { Inert } from '../text/inert.tsx';
import { Instant } from '../text/instant.tsx';
import type { ChartLine, ChartMarker, ChartPoint } from './chart-props.ts';

/** Every chart with the shared crosshair shows its values; only the one under the pointer shows the rest. */
const MARKERS_SHOWN = 4;

/** The values at the crosshair, and what happened there. */
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
      {lines.map(({ key, name, drawn = true, format: own = format }) => {
        const value = point[key];
        return (
          <p
            key={key}
            className={`justify-between gap-4 ${drawn ? 'flex' : 'hidden group-hover/chart:flex'}`}
          >
            <span className="text-ink-2">{name}</span>
            {value === null || value === undefined ? 'unknown' : own(value)}
          </p>
        );
      })}
      {markers.slice(0, MARKERS_SHOWN).map(({ at, name, status }) => (
        <p
          key={`${at} ${name}`}
          className={`${familyClass[status.family]} hidden max-w-72 items-baseline gap-2 group-hover/chart:flex`}
        >
          <StatusMark mark={status.mark} className="translate-y-0.5" />
          <span className="min-w-0 whitespace-normal [overflow-wrap:anywhere]">
            <Inert text={name} />
          </span>
        </p>
      ))}
      {markers.length > MARKERS_SHOWN && (
        <p className="hidden text-ink-2 group-hover/chart:block">and {markers.length - MARKERS_SHOWN} more</p>
      )}
    </div>
  );
}
